import assert from "node:assert/strict";

import { adoptedSecretProblems } from "../../config/adopted-secret-rules";
import { formatProblem } from "../../config/problems";
import { secretSchema } from "../../config/secret-schema";

const path = ["secrets", 0];
const arnOf = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-AbCdEf`;

function problemsOf(settings: Readonly<Record<string, unknown>>, service = "auth-service"): string[] {
  const secret = secretSchema.parse({ type: "config", ...settings });
  return adoptedSecretProblems(secret, service, path, "test").map(formatProblem);
}

describe("adoptedSecretProblems", () => {
  it("accepts an adopted secret of the right name whose keys all exist, and a new one whose keys do not", () => {
    const arn = arnOf("auth-service-test-config");
    const keys = { A: { source: "existing", rotation: { strategy: "random" } }, B: { source: "existing" } };
    assert.deepEqual(problemsOf({ arn, keys }), []);
    assert.deepEqual(problemsOf({ keys: { A: { source: "generated" }, B: { source: "supplied" } } }), []);
  });

  it("names each key whose source does not go with the secret", () => {
    const keys = { A: { source: "generated" }, B: { source: "supplied" }, C: { source: "existing" } };
    const rule = "must be existing, as the secret is adopted with the value that it has";
    assert.deepEqual(problemsOf({ arn: arnOf("auth-service-test-config"), keys }), [
      `secrets[0].keys.A.source ${rule}`,
      `secrets[0].keys.B.source ${rule}`,
    ]);
    assert.deepEqual(problemsOf({ keys }), [
      "secrets[0].keys.C.source must be generated or supplied, as the secret is new: set arn to adopt an existing one",
    ]);
  });

  it("refuses a secret of another type, service or environment, by the environment where that differs", () => {
    const keys = { A: { source: "existing" } };
    const rule = (arn: string) =>
      `secrets[0].arn must be the ARN of auth-service-test-config, as a secret keeps its name: remove arn, and copy the values with npm run secrets -- import (got "${arn}")`;
    for (const name of ["auth-service-test-api-keys", "other-test-config", "auth"])
      assert.deepEqual(problemsOf({ arn: arnOf(name), keys }), [rule(arnOf(name))]);
    const foreign = arnOf("load-test-runner-prod-config");
    assert.deepEqual(problemsOf({ arn: foreign, keys }), [
      `secrets[0].arn must not be a secret of prod, by its name load-test-runner-prod-config: test has secrets of its own (got "${foreign}")`,
    ]);
  });

  it("says nothing of the name where the service's own is wrong", () => {
    assert.deepEqual(problemsOf({ arn: arnOf("x"), keys: { A: { source: "existing" } } }, "Wrong"), []);
  });
});
