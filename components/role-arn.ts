import * as pulumi from "@pulumi/pulumi";

import { type AwsContext } from "./aws-context";

/** How every role of a stack is made. */
export interface RoleSettings {
  /** IAM path, beginning and ending with a slash. */
  path: string;
  /** ARN of the policy that bounds what the role may do, whatever else allows it. */
  permissionsBoundaryArn?: string | undefined;
}

/**
 * What the names of a service's roles end in where it runs in another Region than its secrets are in: IAM's names are the
 * account's. In common they have their beginning, which is where a pattern of CloudWatch Logs can tell them by.
 */
export function regionalRoleSuffix(region: string): string {
  return `-${region}`;
}

/** The role that ECS acts as to start a service's tasks. */
export function executionRoleName(service: string, environment: string, suffix = ""): string {
  return `${service}-${environment}-execution${suffix}`;
}

/** The role that a service's own code acts as. */
export function taskRoleName(service: string, environment: string, suffix = ""): string {
  return `${service}-${environment}-task${suffix}`;
}

/** An environment's rollout function, and the role that it acts as. */
export function rolloutFunctionName(project: string, environment: string): string {
  return `${project}-${environment}-rollout`;
}

/** An environment's function that reports how old secrets are, and the role that it acts as. */
export function rotationAgeFunctionName(project: string, environment: string): string {
  return `${project}-${environment}-rotation-age`;
}

/** The role that a person takes on to reach secrets in an emergency. */
export function breakGlassRoleName(project: string, environment: string): string {
  return `${project}-${environment}-break-glass`;
}

/** The role with which a pipeline looks at what a deployment would change, and may change nothing. */
export function previewRoleName(project: string, environment: string): string {
  return `${project}-${environment}-preview`;
}

/** The role with which a pipeline deploys. */
export function deployRoleName(project: string, environment: string): string {
  return `${project}-${environment}-deploy`;
}

/**
 * The ARN that a role of this account will have. Policies that the role itself depends on, such as its secrets' and
 * the key's, can name it so before it exists.
 */
export function roleArn(
  { accountId, partition }: AwsContext,
  path: string,
  name: string,
): pulumi.Output<string> {
  return pulumi.interpolate`arn:${partition}:iam::${accountId}:role${path}${name}`;
}

/** The ARN that a function of this account and region will have. */
export function functionArn(
  { accountId, partition, region }: AwsContext,
  name: string,
): pulumi.Output<string> {
  return pulumi.interpolate`arn:${partition}:lambda:${region}:${accountId}:function:${name}`;
}
