import * as pulumi from "@pulumi/pulumi";

import { type Environment } from "../naming";
import { rotationFunctionName } from "../rotation/contract/rotation-function";
import { type AwsContext } from "./aws-context";
import { functionLogGroupName } from "./lambda-function";
import { type ResourceStatement } from "./policy-document";
import { rolloutFunctionName, rotationAgeFunctionName } from "./role-arn";
import { keyWallStatement } from "./wall";

/**
 * Who may use an environment's key. IAM policies of the account decide, by the first statement, without which
 * a key cannot be administered (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html);
 * the log groups of the environment and the publishers of its alerts are AWS services that IAM policies do not reach.
 */
export function keyPolicyStatements(
  context: AwsContext,
  environment: Environment,
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
    ...trailStatements(context, environment),
    ...(wall ? [keyWallStatement(wall)] : []),
  ];
}

/** (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html) */
function trailStatements(context: AwsContext, environment: Environment): ResourceStatement[] {
  const { accountId, partition } = context;
  const ofTrail: Pick<ResourceStatement, "effect" | "principals" | "resources"> = {
    effect: "Allow",
    principals: { Service: ["cloudtrail.amazonaws.com"] },
    resources: ["*"],
  };
  const fromTrail = { "aws:SourceArn": trailArn(context, environment) };
  return [
    {
      ...ofTrail,
      sid: "EncryptTrail",
      actions: ["kms:GenerateDataKey*"],
      conditions: {
        StringEquals: fromTrail,
        StringLike: {
          "kms:EncryptionContext:aws:cloudtrail:arn": pulumi.interpolate`arn:${partition}:cloudtrail:*:${accountId}:trail/*`,
        },
      },
    },
    {
      ...ofTrail,
      sid: "TrailSeesKey",
      actions: ["kms:DescribeKey"],
      conditions: { StringEquals: fromTrail },
    },
  ];
}

/** The name of an environment's trail. */
export function trailName(environment: Environment): string {
  return `${pulumi.getProject()}-${environment}`;
}

/** The ARN that an environment's trail will have. */
export function trailArn(
  { accountId, region, partition }: AwsContext,
  environment: Environment,
): pulumi.Output<string> {
  return pulumi.interpolate`arn:${partition}:cloudtrail:${region}:${accountId}:trail/${trailName(environment)}`;
}

/** The name of the log group of an environment's trail. */
export function trailLogGroupName(environment: Environment): string {
  return `/aws/cloudtrail/${trailName(environment)}`;
}

/** The log groups of an environment's services, functions and trail, as patterns. */
function logGroupNames(environment: Environment): string[] {
  return [
    logGroupName(environment, "*"),
    functionLogGroupName(rotationFunctionName("*", environment)),
    functionLogGroupName(rolloutFunctionName(pulumi.getProject(), environment)),
    functionLogGroupName(rotationAgeFunctionName(pulumi.getProject(), environment)),
    trailLogGroupName(environment),
  ];
}

/** The name of a service's log group. */
export function logGroupName(environment: string, service: string): string {
  return `/ecs/${environment}/${service}`;
}
