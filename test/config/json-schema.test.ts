import assert from "node:assert/strict";

import { Ajv } from "ajv";

import { stackFileSchema } from "../../config/json-schema";
import { environments } from "../../naming";
import { type Breakage } from "../support/breakages/breakage";
import { unknownSettings, wrongTypes } from "../support/breakages/settings";
import { changed, type Settings, validSettings } from "../support/stack-config";
import { fileText, stackFile } from "../support/stack-files";

const project = "secret-backed-services";
const isValid = new Ajv({ strict: true, allErrors: true, formats: { uri: true } }).compile(
  stackFileSchema(project),
);

function fileOf(settings: Settings, others: Settings = {}): object {
  const own = new Map(Object.entries(others));
  for (const [key, value] of Object.entries(settings)) {
    if (value !== undefined) own.set(`${project}:${key}`, value);
  }
  return { config: { "aws:region": "eu-west-1", ...Object.fromEntries(own) } };
}

/** Where a file breaks the schema, as paths below `config`. */
function errorsIn(file: object): string[] {
  if (isValid(file)) return [];
  return (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
}

describe("stackFileSchema", () => {
  it("is what config.schema.json holds; npm run schema writes it", () => {
    assert.deepEqual(JSON.parse(fileText("config.schema.json")), stackFileSchema(project));
  });

  for (const environment of environments) {
    it(`accepts the shipped file of ${environment}, which refers to it`, () => {
      assert.deepEqual(errorsIn(stackFile(environment)), []);
      const [firstLine] = fileText(`Pulumi.${environment}.yaml`).split("\n");
      assert.equal(firstLine, "# yaml-language-server: $schema=./config.schema.json");
    });
  }

  it("accepts a file with first values, other packages' settings and the stack's own", () => {
    const others = {
      [`${project}:auth-service-test-config.API_KEY`]: { secure: "v1:ciphertext" },
      "aws:defaultTags": { tags: { Team: "payments" } },
    };
    assert.deepEqual(errorsIn({ encryptionsalt: "v1:salt", ...fileOf(validSettings, others) }), []);
  });

  it("refuses a first value in plain text", () => {
    const key = `${project}:auth-service-test-config.API_KEY`;
    assert.deepEqual(errorsIn(fileOf(validSettings, { [key]: "text" })), [`/config/${key} must be object`]);
  });

  it("refuses a file without services", () => {
    assert.deepEqual(errorsIn(fileOf(changed(validSettings, { services: undefined }))), [
      `/config must have required property '${project}:services'`,
    ]);
  });

  it("tells editors the description, the limits and the default of a setting", () => {
    const file = JSON.stringify(stackFileSchema(project));
    const described = {
      default: 30,
      description: "Seconds between the stop signal and the kill, 2 to 120. Default 30.",
      type: "integer",
      minimum: 2,
      maximum: 120,
    };
    assert.ok(file.includes(JSON.stringify(described)));
  });

  const refused: readonly Breakage[] = [...wrongTypes, ...unknownSettings];
  for (const [title, changes] of refused) {
    it(`refuses ${title}`, () => {
      assert.notDeepEqual(errorsIn(fileOf(changed(validSettings, changes))), []);
    });
  }
});
