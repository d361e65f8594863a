import assert from "node:assert/strict";

import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

import { secretState } from "../../../monitoring/age/secret-state";
import { HttpApi } from "../../support/history/http-api";

const created = new Date("2026-11-01T00:00:00Z");
const next = new Date("2026-12-01T00:00:00Z");

describe("secretState", () => {
  let api: HttpApi;
  let rotationEnabled: boolean;
  before(async () => {
    api = await HttpApi.start(({ operation, body }) => {
      if (operation === "DescribeSecret") {
        return { body: { RotationEnabled: rotationEnabled, NextRotationDate: next.getTime() / 1000 } };
      }
      const version = (label: string) => ({ CreatedDate: created.getTime() / 1000, VersionStages: [label] });
      return body.NextToken === undefined
        ? { body: { Versions: [version("AWSPREVIOUS")], NextToken: "more" } }
        : { body: { Versions: [version("AWSCURRENT")] } };
    });
  });
  after(() => api.stop());

  const ask = () => {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    return secretState(
      new SecretsManagerClient({ endpoint: api.endpoint, region: "eu-west-1", credentials }),
      "secret",
    );
  };

  it("gives every labelled version, from all pages, and the next rotation; it reads no value", async () => {
    rotationEnabled = true;
    api.requests.length = 0;
    assert.deepEqual(await ask(), {
      nextRotation: next,
      versions: [
        { created, labels: ["AWSPREVIOUS"] },
        { created, labels: ["AWSCURRENT"] },
      ],
    });
    assert.deepEqual(
      api.requests.map(({ operation }) => operation),
      ["DescribeSecret", "ListSecretVersionIds", "ListSecretVersionIds"],
    );
  });

  it("knows no next rotation where rotation was turned off, though Secrets Manager still names a date", async () => {
    rotationEnabled = false;
    assert.equal((await ask()).nextRotation, undefined);
  });
});
