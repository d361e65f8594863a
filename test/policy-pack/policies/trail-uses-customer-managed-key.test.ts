import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { trailUsesCustomerManagedKey as policy } from "../../../policy-pack/policies/trail-uses-customer-managed-key";
import { reports } from "../reports";
import { trail } from "../trails";

describe("trail-uses-customer-managed-key", () => {
  it("accepts a key, and takes one that is about to be made for one", async () => {
    assert.deepEqual(await reports(policy, () => trail()), []);
    const program = () => trail({ kmsKeyId: new aws.kms.Key("key").arn });
    for (const preview of [true, false]) assert.deepEqual(await reports(policy, program, { preview }), []);
  });

  it("refuses a trail without a key", async () => {
    for (const kmsKeyId of [undefined, ""])
      assert.deepEqual(await reports(policy, () => trail({ kmsKeyId })), [
        "mandatory Trail trail: kmsKeyId is missing: set it to a key's ARN",
      ]);
  });
});
