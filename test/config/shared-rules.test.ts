import assert from "node:assert/strict";

import { formatProblem } from "../../config/problems";
import { sharedProblems } from "../../config/shared-rules";
import { stackSchema } from "../../config/stack-schema";
import { type Environment } from "../../naming";
import { exception } from "../policy-pack/exceptions";
import { validAccess } from "../support/stack-config";

const sharedSchema = stackSchema.omit({ services: true });
const network = { create: { egress: "nat-gateway" } };

function problemsOf(settings: Readonly<Record<string, unknown>>, environment: Environment): string[] {
  const shared = sharedSchema.parse({ network, ...validAccess(environment), ...settings });
  return sharedProblems(shared, environment).map(formatProblem);
}

describe("sharedProblems", () => {
  it("demands a recovery window in prod only", () => {
    assert.deepEqual(problemsOf({ recoveryWindowInDays: 0 }, "test"), []);
    assert.deepEqual(problemsOf({ recoveryWindowInDays: 7 }, "prod"), []);
    assert.deepEqual(problemsOf({}, "prod"), []);
    assert.deepEqual(problemsOf({ recoveryWindowInDays: 0 }, "prod"), [
      "recoveryWindowInDays must be 7 to 30 in prod, so that a deleted secret can be restored (got 0)",
    ]);
  });

  it("checks network, access, recovery window and tags, in this order", () => {
    const settings = { network: {}, access: {}, recoveryWindowInDays: 0, tags: { Project: "x" } };
    assert.deepEqual(problemsOf(settings, "prod"), [
      "network must have one of create and existing, has neither: set one",
      "access.administrators must name who administers and deploys prod, as nobody else gets at its secrets: add their ARNs",
      "recoveryWindowInDays must be 7 to 30 in prod, so that a deleted secret can be restored (got 0)",
      "tags.Project is set by the program: remove it",
    ]);
  });

  it("takes one exception of a policy and a resource only", () => {
    const policyExceptions = ["no-public-ip", "kms-key-rotates", "no-public-ip"].map((policy) =>
      exception({ policy }),
    );
    assert.deepEqual(problemsOf({ policyExceptions: policyExceptions.slice(0, 2) }, "test"), []);
    assert.deepEqual(problemsOf({ policyExceptions }, "test"), [
      'policyExceptions[2] is declared already in policyExceptions[0]: keep one of them (got "no-public-ip for aws:ecs/service:Service::auth-service")',
    ]);
  });
});
