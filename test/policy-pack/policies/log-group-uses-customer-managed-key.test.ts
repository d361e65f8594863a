import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { logGroupUsesCustomerManagedKey as policy } from "../../../policy-pack/policies/log-group-uses-customer-managed-key";
import { reports } from "../reports";
import { trail } from "../trails";

const logGroup = (args: aws.cloudwatch.LogGroupArgs = {}) => new aws.cloudwatch.LogGroup("logs", args);
const ofTrail =
  (args: aws.cloudwatch.LogGroupArgs = {}) =>
  () =>
    trail({ cloudWatchLogsGroupArn: pulumi.interpolate`${logGroup(args).arn}:*` });
const wayOut = "set its kmsKeyId to a key's ARN";
const refused = [
  `mandatory LogGroup logs: no customer-managed key encrypts this log group of a trail: ${wayOut}`,
];

describe("log-group-uses-customer-managed-key", () => {
  it("accepts a trail's log group under a key, and takes one that is about to be made for one", async () => {
    const program = () => ofTrail({ kmsKeyId: new aws.kms.Key("key").arn })();
    for (const preview of [true, false]) assert.deepEqual(await reports(policy, program, { preview }), []);
  });

  it("refuses a trail's log group without, at first preview and in an update", async () => {
    for (const preview of [true, false])
      assert.deepEqual(await reports(policy, ofTrail(), { preview }), refused);
    assert.deepEqual(await reports(policy, ofTrail({ kmsKeyId: "" })), refused);
  });

  it("refuses one that the trail names by its ARN", async () => {
    const named = () => {
      logGroup({ name: "trail" });
      trail();
    };
    assert.deepEqual(await reports(policy, named), refused);
  });

  it("leaves other log groups alone, unless the settings say otherwise", async () => {
    const program = () => {
      logGroup({ name: "other" });
      trail();
    };
    assert.deepEqual(await reports(policy, program), []);
    const policyConfig = { [policy.name]: { everyLogGroup: true } };
    assert.deepEqual(await reports(policy, program, { policyConfig }), [
      `mandatory LogGroup logs: no customer-managed key encrypts this log group: ${wayOut}`,
    ]);
  });
});
