import assert from "node:assert/strict";

import { otherKeyProblems } from "../../config/other-keys";
import { formatProblem } from "../../config/problems";
import { declaredService } from "../support/declared-service";

const services = [
  declaredService({
    secrets: [{ type: "config", keys: { A: { source: "supplied" }, G: { source: "generated" } } }],
  }),
];

function problemsOf(keys: string[], complete = true): string[] {
  return otherKeyProblems(keys, { services, complete }, "stage").map(formatProblem);
}

const remove = (key: string) => `remove it with pulumi config rm --stack stage ${key}`;

describe("otherKeyProblems", () => {
  it("accepts the first values of declared keys", () => {
    assert.deepEqual(problemsOf(["auth-service-stage-config.A"]), []);
  });

  it("says of each other first value what it belongs to", () => {
    assert.deepEqual(
      problemsOf([
        "auth-service-prod-config.A",
        "auth-service-stage-config.G",
        "auth-service-stage-config.B",
        "auth-service-stage-config",
        "auth-service-stage-api-keys.A",
        "gone-stage-config.A",
      ]),
      [
        `auth-service-prod-config.A is a first value of prod, not of stage: ${remove("auth-service-prod-config.A")}`,
        `auth-service-stage-config.G is generated, or in the adopted secret already, so that it takes no first value: ${remove("auth-service-stage-config.G")}`,
        `auth-service-stage-config.B is not the first value of any key that auth-service declares: ${remove("auth-service-stage-config.B")}`,
        `auth-service-stage-config is not the first value of any key that auth-service declares: ${remove("auth-service-stage-config")}`,
        `auth-service-stage-api-keys.A is not the first value of any key that auth-service declares: ${remove("auth-service-stage-api-keys.A")}`,
        `gone-stage-config.A is a first value of a service that is not declared: ${remove("gone-stage-config.A")}`,
      ],
    );
  });

  it("does not hold it against a value that its service could not be read", () => {
    assert.deepEqual(problemsOf(["gone-stage-config.A"], false), []);
  });

  it("suggests the setting that was meant, if there is one", () => {
    assert.deepEqual(problemsOf(["Network", "password"]), [
      "Network is not a setting: did you mean network?",
      `password is neither a setting (network, cluster, services, access, rollout, monitoring, delivery, replicaRegions, replicaOf, deletionProtection, recoveryWindowInDays, logRetentionInDays, tags, policyExceptions, environmentStack) nor a secret's first value: ${remove("password")}`,
    ]);
  });
});
