import * as pulumi from "@pulumi/pulumi";

import { type AwsContext } from "./aws-context";
import { functionLogGroupName } from "./lambda-function";
import { type ResourceStatement } from "./policy-document";
import { rolloutFunctionName, rotationFunctionName } from "./role-arn";
import { keyWallStatement } from "./wall";

/**
 * Who may use an environment's key. IAM policies of the account decide, by the first statement, without which
 * a key cannot be administered (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html);
 * the log groups of the environment and the publishers of its alerts are AWS services that IAM policies do not reach.
 */
export function keyPolicyStatements(
  context: AwsContext,
  environment: string,
  wall?: pulumi.Input<string>[],
): ResourceStatement[] {
  const { accountId, region, partition, dnsSuffix } = context;
  return [
    {
      sid: "AccountPoliciesDecide",
      effect: "Allow",
      principals: { AWS: [pulumi.interpolate`arn:${partition}:iam::${accountId}:root`] },
      actions: ["kms:*"],
      resources: ["*"],
    },
    {
      sid: "EncryptLogs",
      effect: "Allow",
      principals: { Service: [pulumi.interpolate`logs.${region}.${dnsSuffix}`] },
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      resources: ["*"],
      conditions: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": logGroupNames(environment).map(
            (logGroup) =>
              pulumi.interpolate`arn:${partition}:logs:${region}:${accountId}:log-group:${logGroup}`,
          ),
        },
      },
    },
    {
      sid: "PublishAlerts",
      effect: "Allow",
      principals: { Service: ["cloudwatch.amazonaws.com", "events.amazonaws.com"] },
      actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
      resources: ["*"],
      conditions: { StringEquals: { "aws:SourceAccount": accountId } },
    },
    ...(wall ? [keyWallStatement(wall)] : []),
  ];
}

/** The log groups of an environment's services and functions, as patterns. */
function logGroupNames(environment: string): string[] {
  return [
    logGroupName(environment, "*"),
    functionLogGroupName(rotationFunctionName("*", environment)),
    functionLogGroupName(rolloutFunctionName(pulumi.getProject(), environment)),
  ];
}

/** The name of a service's log group. */
export function logGroupName(environment: string, service: string): string {
  return `/ecs/${environment}/${service}`;
}
