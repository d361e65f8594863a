import assert from "node:assert/strict";

import { secretDeletionCanBeUndone as policy } from "../../../policy-pack/policies/secret-deletion-can-be-undone";
import { knownInUpdate, secret } from "../programs";
import { reports, undetermined } from "../reports";

const withWindow = (recoveryWindowInDays: number) => () => secret({ recoveryWindowInDays });
const fault =
  "mandatory Secret secret: recoveryWindowInDays is 0 in prod: set it to 7 at least, or leave it out";

describe("secret-deletion-can-be-undone", () => {
  it("accepts 7 days and more in prod, AWS's default, which is 30, and none elsewhere", async () => {
    assert.deepEqual(await reports(policy, withWindow(7)), []);
    assert.deepEqual(await reports(policy, () => secret()), []);
    assert.deepEqual(await reports(policy, withWindow(0), { stack: "test" }), []);
  });

  it("refuses none in prod", async () => {
    assert.deepEqual(await reports(policy, withWindow(0)), [fault]);
  });

  it("takes environments and days from the settings", async () => {
    const policyConfig = { [policy.name]: { environments: ["prod", "stage"], minimumDays: 30 } };
    assert.deepEqual(await reports(policy, withWindow(7), { policyConfig, stack: "stage" }), [
      "mandatory Secret secret: recoveryWindowInDays is 7 in stage: set it to 30 at least, or leave it out",
    ]);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () => secret({ recoveryWindowInDays: knownInUpdate(0) });
    assert.deepEqual(await reports(policy, program), [undetermined("Secret secret", "recoveryWindowInDays")]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [fault]);
  });
});
