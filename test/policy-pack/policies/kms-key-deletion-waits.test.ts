import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { kmsKeyDeletionWaits as policy } from "../../../policy-pack/policies/kms-key-deletion-waits";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";

const key = (deletionWindowInDays?: number) => () =>
  new aws.kms.Key("key", deletionWindowInDays === undefined ? {} : { deletionWindowInDays });
const fault = "deletionWindowInDays is 7 in prod: set it to 30 at least, or leave it out";

describe("kms-key-deletion-waits", () => {
  it("accepts 30 days in prod, AWS's default, which is that, and less elsewhere", async () => {
    assert.deepEqual(await reports(policy, key(30)), []);
    assert.deepEqual(await reports(policy, key()), []);
    assert.deepEqual(await reports(policy, key(7), { stack: "test" }), []);
  });

  it("refuses less in prod, of replicas and imported keys too", async () => {
    const args = { primaryKeyArn: "arn", deletionWindowInDays: 7 };
    assert.deepEqual(await reports(policy, key(7)), [`mandatory Key key: ${fault}`]);
    const programs: [string, () => unknown][] = [
      ["ReplicaKey", () => new aws.kms.ReplicaKey("web", args)],
      ["ExternalKey", () => new aws.kms.ExternalKey("web", { deletionWindowInDays: 7 })],
      ["ReplicaExternalKey", () => new aws.kms.ReplicaExternalKey("web", args)],
    ];
    for (const [type, program] of programs)
      assert.deepEqual(await reports(policy, program), [`mandatory ${type} web: ${fault}`]);
  });

  it("takes environments and days from the settings", async () => {
    const policyConfig = { [policy.name]: { environments: ["stage"], minimumDays: 14 } };
    assert.deepEqual(await reports(policy, key(7), { policyConfig }), []);
    assert.deepEqual(await reports(policy, key(7), { policyConfig, stack: "stage" }), [
      "mandatory Key key: deletionWindowInDays is 7 in stage: set it to 14 at least, or leave it out",
    ]);
  });

  it("leaves what is not known yet undetermined", async () => {
    const program = () => new aws.kms.Key("key", { deletionWindowInDays: knownInUpdate(7) });
    assert.deepEqual(await reports(policy, program), [undetermined("Key key", "deletionWindowInDays")]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [`mandatory Key key: ${fault}`]);
  });
});
