import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

import {
  firstValueProblems,
  type ReadValue,
  requiredFirstValues,
  secretSizeProblems,
  setCommand,
} from "../../config/first-values";
import { formatProblem } from "../../config/problems";
import { declaredService } from "../support/declared-service";
import { secretText } from "../support/secret-text";

const service = declaredService({
  secrets: [
    {
      type: "config",
      keys: { B: { source: "supplied" }, G: { source: "generated" }, A: { source: "supplied" } },
    },
    { type: "credentials", keys: { C: { source: "supplied" } } },
  ],
});

/** Reads encrypted values from an object. */
function reading(values: Record<string, string>): ReadValue {
  return (key) => {
    const text = values[key];
    return text === undefined ? undefined : { text, encrypted: true };
  };
}

describe("requiredFirstValues", () => {
  it("lists the supplied keys of every service, as declared", () => {
    const other = declaredService({
      name: "b",
      secrets: [{ type: "api-keys", keys: { D: { source: "supplied" } } }],
    });
    assert.deepEqual(requiredFirstValues([service, other], "stage"), [
      { secret: "auth-service-stage-config", key: "B", configKey: "auth-service-stage-config.B" },
      { secret: "auth-service-stage-config", key: "A", configKey: "auth-service-stage-config.A" },
      { secret: "auth-service-stage-credentials", key: "C", configKey: "auth-service-stage-credentials.C" },
      { secret: "b-stage-api-keys", key: "D", configKey: "b-stage-api-keys.D" },
    ]);
  });
});

describe("setCommand", () => {
  it("is a command that asks for the value", () => {
    assert.equal(
      setCommand({ configKey: "a-prod-config.B" }, "prod"),
      "pulumi config set --secret --stack prod a-prod-config.B",
    );
  });
});

describe("firstValueProblems", () => {
  it("tells missing, plain and empty values apart, and none of those that are there", () => {
    const found: Record<string, { text: string; encrypted: boolean }> = {
      "auth-service-test-config.A": { text: secretText(), encrypted: false },
      "auth-service-test-credentials.C": { text: "", encrypted: true },
    };
    const required = requiredFirstValues([service], "test");
    assert.deepEqual(firstValueProblems(required, "test", (key) => found[key]).map(formatProblem), [
      "auth-service-test-config.B is missing: supply the key's first value with pulumi config set --secret --stack test auth-service-test-config.B",
      "auth-service-test-config.A is stored in plain text: set it again with pulumi config set --secret --stack test auth-service-test-config.A",
      "auth-service-test-credentials.C is empty: set it again with pulumi config set --secret --stack test auth-service-test-credentials.C",
    ]);
    const all = Object.fromEntries(required.map(({ configKey }) => [configKey, secretText()]));
    assert.deepEqual(firstValueProblems(required, "test", reading(all)), []);
  });
});

describe("secretSizeProblems", () => {
  const problemsFor = (value: string) =>
    secretSizeProblems(
      service,
      ["services", 0],
      "test",
      reading({ "auth-service-test-config.A": value }),
    ).map(formatProblem);
  const around = Buffer.byteLength(JSON.stringify({ B: "", G: "x".repeat(48), A: "" }));
  const tooLarge = (bytes: number) => [
    `services[0].secrets[0].keys must fit into 65536 bytes as one JSON object, takes ${bytes}: shorten or remove keys`,
  ];

  it("accepts a secret of exactly 64 KiB", () => {
    const text = randomBytes(32768).toString("hex");
    assert.deepEqual(problemsFor(text.slice(around)), []);
    assert.deepEqual(problemsFor(text.slice(around - 1)), tooLarge(65537));
  });

  it("counts bytes, and what JSON escapes", () => {
    const room = 65536 - around;
    assert.deepEqual(problemsFor("é".repeat(Math.floor(room / 2))), []);
    assert.deepEqual(problemsFor("é".repeat(room)), tooLarge(around + 2 * room));
    assert.deepEqual(problemsFor("\n".repeat(room)), tooLarge(around + 2 * room));
  });

  it("counts a value once more where another key holds it after a rotation", () => {
    const rotation = { strategy: "random", overlap: { previousKey: "BEFORE", hours: 1 } };
    const keys = { NOW: { source: "supplied", rotation }, BEFORE: { source: "generated" } };
    const declared = declaredService({ secrets: [{ type: "config", keys }] });
    const problems = (text: string) =>
      secretSizeProblems(
        declared,
        ["services", 0],
        "test",
        reading({ "auth-service-test-config.NOW": text }),
      ).map(formatProblem);
    const empty = JSON.stringify({ NOW: "", BEFORE: "" }).length;
    const text = randomBytes(32768)
      .toString("hex")
      .slice(Math.ceil((65536 + empty) / 2));
    assert.deepEqual(problems(text), []);
    assert.deepEqual(problems(`${text}xx`), tooLarge(empty + 2 * (text.length + 2)));
  });

  it("counts the generated values of other keys", () => {
    const keys = Object.fromEntries(
      Array.from({ length: 17 }, (_, index) => [`K${index}`, { source: "generated", length: 4096 }]),
    );
    const large = declaredService({ secrets: [{ type: "config", keys }] });
    const bytes = JSON.stringify(
      Object.fromEntries(Object.keys(keys).map((key) => [key, "x".repeat(4096)])),
    ).length;
    assert.deepEqual(
      secretSizeProblems(large, ["services", 0], "test", () => undefined).map(formatProblem),
      tooLarge(bytes),
    );
  });
});
