import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { trailReachesCloudwatchLogs as policy } from "../../../policy-pack/policies/trail-reaches-cloudwatch-logs";
import { reports } from "../reports";
import { trail } from "../trails";

const refused = (missing: string) => [
  `mandatory Trail trail: ${missing} missing: name a log group, and a role that writes there`,
];

describe("trail-reaches-cloudwatch-logs", () => {
  it("accepts a log group and a role, and takes those that are about to be made for them", async () => {
    assert.deepEqual(await reports(policy, () => trail()), []);
    const program = () =>
      trail({
        cloudWatchLogsGroupArn: pulumi.interpolate`${new aws.cloudwatch.LogGroup("trail").arn}:*`,
        cloudWatchLogsRoleArn: new aws.iam.Role("trail", { assumeRolePolicy: "{}" }).arn,
      });
    assert.deepEqual(await reports(policy, program), []);
  });

  it("refuses a trail without one of them, or both", async () => {
    assert.deepEqual(
      await reports(policy, () => trail({ cloudWatchLogsGroupArn: undefined })),
      refused("cloudWatchLogsGroupArn is"),
    );
    assert.deepEqual(
      await reports(policy, () => trail({ cloudWatchLogsRoleArn: "" })),
      refused("cloudWatchLogsRoleArn is"),
    );
    const neither = { cloudWatchLogsGroupArn: undefined, cloudWatchLogsRoleArn: undefined };
    assert.deepEqual(
      await reports(policy, () => trail(neither)),
      refused("cloudWatchLogsGroupArn and cloudWatchLogsRoleArn are"),
    );
  });
});
