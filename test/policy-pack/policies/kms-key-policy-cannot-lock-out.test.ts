import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { kmsKeyPolicyCannotLockOut as policy } from "../../../policy-pack/policies/kms-key-policy-cannot-lock-out";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";

const key = (bypassPolicyLockoutSafetyCheck?: pulumi.Input<boolean>) => () =>
  new aws.kms.Key(
    "key",
    bypassPolicyLockoutSafetyCheck === undefined ? {} : { bypassPolicyLockoutSafetyCheck },
  );
const fault = "bypassPolicyLockoutSafetyCheck is true: set it to false, or leave it out";

describe("kms-key-policy-cannot-lock-out", () => {
  it("accepts false, and AWS's default, which is false", async () => {
    assert.deepEqual(await reports(policy, key(false)), []);
    assert.deepEqual(await reports(policy, key()), []);
  });

  it("refuses true, in a key and in a policy of its own", async () => {
    const keyPolicy = () =>
      new aws.kms.KeyPolicy("web", { keyId: "key", policy: "{}", bypassPolicyLockoutSafetyCheck: true });
    assert.deepEqual(await reports(policy, key(true)), [`mandatory Key key: ${fault}`]);
    assert.deepEqual(await reports(policy, keyPolicy), [`mandatory KeyPolicy web: ${fault}`]);
  });

  it("leaves what is not known yet undetermined", async () => {
    assert.deepEqual(await reports(policy, () => key(knownInUpdate(true))()), [
      undetermined("Key key", "bypassPolicyLockoutSafetyCheck"),
    ]);
  });
});
