import * as pulumi from "@pulumi/pulumi";

import { type Environment } from "../naming";
import { rotationFunctionName } from "../rotation/contract/rotation-function";
import { type AwsContext } from "./aws-context";
import { functionLogGroupName } from "./lambda-function";
import { type ResourceStatement } from "./policy-document";
import { rolloutFunctionName, rotationAgeFunctionName } from "./role-arn";
import { keyWallStatement } from "./wall";

/** Whose key it is. */
export interface KeyOwner {
  environment: Environment;
  /** Name of the stack that makes the key: the environment's own, or that of a part of its services. */
  stack: string;
}

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
  const { accountId, region, dnsSuffix } = context;
  const owner = { environment, stack: environment };
  return [
    ...accountStatements(context, [...logGroupNames(owner), trailLogGroupName(environment)]),
    {
      sid: "PublishAlerts",
      effect: "Allow",
      principals: { Service: ["cloudwatch.amazonaws.com", "events.amazonaws.com"] },
      actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
      resources: ["*"],
      conditions: { StringEquals: { "aws:SourceAccount": accountId } },
    },
    ...trailStatements(context, environment),
    ...(wall ? [keyWallStatement(wall, pulumi.interpolate`sns.${region}.${dnsSuffix}`)] : []),
  ];
}

/** Who may use the key of a stack with a part of an environment's services: alerts and trail have the environment's. */
export function partKeyPolicyStatements(
  context: AwsContext,
  owner: KeyOwner,
  wall?: pulumi.Input<string>[],
): ResourceStatement[] {
  return [
    ...accountStatements(context, [...logGroupNames(owner), eventLogGroupName(owner.stack)]),
    ...(wall ? [keyWallStatement(wall)] : []),
  ];
}

function accountStatements(context: AwsContext, logGroups: string[]): ResourceStatement[] {
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
          "kms:EncryptionContext:aws:logs:arn": logGroups.map(
            (logGroup) =>
              pulumi.interpolate`arn:${partition}:logs:${region}:${accountId}:log-group:${logGroup}`,
          ),
        },
      },
    },
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

/** The name of the log group of the events that tell a stack of calls for its secrets. */
export function eventLogGroupName(stack: string): string {
  return `/aws/events/${pulumi.getProject()}-${stack}`;
}

/** The log groups of an environment's services and a stack's functions, as patterns. */
function logGroupNames({ environment, stack }: KeyOwner): string[] {
  return [
    logGroupName(environment, "*"),
    functionLogGroupName(rotationFunctionName("*", environment)),
    functionLogGroupName(rolloutFunctionName(pulumi.getProject(), stack)),
    functionLogGroupName(rotationAgeFunctionName(pulumi.getProject(), stack)),
  ];
}

/** The name of a service's log group. */
export function logGroupName(environment: string, service: string): string {
  return `/ecs/${environment}/${service}`;
}
