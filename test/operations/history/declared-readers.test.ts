import assert from "node:assert/strict";

import { declaredReaders, type IsDeclared } from "../../../operations/history/declared-readers";
import { account, shippedStacks } from "../../support/access/declared-stacks";

const arn = (principal: string) => `arn:aws:iam::${account}:${principal}`;

describe("declaredReaders", function () {
  this.timeout(120_000);
  let isDeclared: IsDeclared;
  before(async () => {
    isDeclared = declaredReaders(await shippedStacks());
  });

  const cases: [string, string, boolean][] = [
    ["auth-service-prod-config", "role/auth-service-prod-execution", true],
    ["auth-service-prod-config", "role/auth-service-prod-rotation", true],
    ["auth-service-prod-config", "role/payment-service-prod-execution", false],
    ["auth-service-prod-config", "role/auth-service-prod-task", false],
    ["auth-service-prod-config", "role/secret-backed-services-prod-rotation-age", false],
    ["auth-service-prod-config", "role/secret-backed-services-prod-break-glass", true],
    ["auth-service-prod-config", "role/platform-administrator", true],
    ["auth-service-prod-config", "role/developer", false],
    ["auth-service-test-config", "role/developer", true],
    ["auth-service-test-config", "role/team/developer", true],
    ["auth-service-test-config", "role/platform-administrator", false],
    ["auth-service-test-config", "role/deploy-test", true],
    ["another-secret", "role/developer", false],
  ];
  for (const [secret, principal, expected] of cases) {
    it(`says ${expected ? "yes" : "no"} to ${principal} and ${secret}`, () => {
      assert.equal(isDeclared(secret, arn(principal)), expected);
    });
  }
});
