import assert from "node:assert/strict";

import { formatProblem } from "../../config/problems";
import { sharedProblems } from "../../config/shared-rules";
import { stackSchema } from "../../config/stack-schema";
import { type Environment } from "../../naming";

const sharedSchema = stackSchema.omit({ services: true });
const network = { create: { egress: "nat-gateway" } };

function problemsOf(settings: Readonly<Record<string, unknown>>, environment: Environment): string[] {
  return sharedProblems(sharedSchema.parse({ network, ...settings }), environment).map(formatProblem);
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

  it("checks network, recovery window and tags, in this order", () => {
    assert.deepEqual(problemsOf({ network: {}, recoveryWindowInDays: 0, tags: { Project: "x" } }, "prod"), [
      "network must have one of create and existing, has neither: set one",
      "recoveryWindowInDays must be 7 to 30 in prod, so that a deleted secret can be restored (got 0)",
      "tags.Project is set by the program: remove it",
    ]);
  });
});
