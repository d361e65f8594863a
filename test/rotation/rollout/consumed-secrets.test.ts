import assert from "node:assert/strict";

import { consumedSecrets } from "../../../rotation/rollout/consumed-secrets";

const prefix = "arn:aws:secretsmanager:us-east-1:000000000000:secret:";
const config = `${prefix}auth-service-prod-config-AbCdEf`;
const apiKeys = `${prefix}auth-service-prod-api-keys-AbCdEf`;

describe("consumedSecrets", () => {
  it("names each of the service's own secrets once", () => {
    const values = [`${config}:A::`, `${config}:B::`, apiKeys, `${apiKeys}:C:AWSCURRENT:`];
    assert.deepEqual(consumedSecrets(values, "auth-service-prod"), [config, apiKeys]);
  });

  it("works in every partition", () => {
    const chinese = config.replace("arn:aws:", "arn:aws-cn:");
    assert.deepEqual(consumedSecrets([`${chinese}:A::`], "auth-service-prod"), [chinese]);
  });

  it("leaves out what is not a secret of the service in its environment", () => {
    const values = [
      `${prefix}auth-service-stage-config-AbCdEf:A::`,
      `${prefix}auth-prod-config-AbCdEf:A::`,
      `${prefix}splunk-token-AbCdEf`,
      "arn:aws:ssm:us-east-1:000000000000:parameter/a",
      "/a/parameter",
      "",
    ];
    assert.deepEqual(consumedSecrets(values, "auth-service-prod"), []);
  });

  for (const [pinned, version] of [
    [`${config}:A:AWSPREVIOUS:`, "AWSPREVIOUS"],
    [`${config}:A::0123`, "0123"],
  ] as const) {
    it(`refuses a reference to ${version}, which no rollout reaches`, () => {
      assert.throws(() => consumedSecrets([pinned], "auth-service-prod"), {
        name: "RotationError",
        message:
          "task definition of auth-service-prod: auth-service-prod-config must be taken without a version, " +
          `got "${version}"`,
      });
    });
  }
});
