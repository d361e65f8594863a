import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type AwsContext } from "./aws-context";
import { policyDocument, type ResourceStatement, type Statement } from "./policy-document";
import { requireFit } from "./policy-size";
import { type RoleSettings } from "./role-arn";

export interface ServiceRoleArgs {
  /** The role's name, at most 64 characters. */
  roleName: string;
  description: string;
  /** Who assumes the role. */
  trust: ResourceStatement;
  /** What the role may do. A role without statements may do nothing. */
  statements: Statement[];
  /** What to do when the statements are more than a role holds. */
  remedy: string;
  settings: RoleSettings;
  tags: Record<string, string>;
}

/** A role that tasks or functions act as, with one inline policy. */
export class ServiceRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** What must be in force before anything acts as the role. */
  readonly policies: aws.iam.RolePolicy[];

  constructor(name: string, args: ServiceRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    const { roleName, description, trust, statements, settings, tags } = args;
    super("secret-backed-services:components:ServiceRole", name, { roleName, statements }, opts);
    const childOptions = { parent: this };
    const role = new aws.iam.Role(
      name,
      {
        name: roleName,
        path: settings.path,
        permissionsBoundary: settings.permissionsBoundaryArn,
        description,
        assumeRolePolicy: policyDocument([trust]),
        tags,
      },
      childOptions,
    );
    this.policies = createPolicies(name, args, role, childOptions);
    this.arn = role.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

function createPolicies(
  name: string,
  { roleName, statements, remedy }: ServiceRoleArgs,
  role: aws.iam.Role,
  opts: pulumi.CustomResourceOptions,
): aws.iam.RolePolicy[] {
  if (statements.length === 0) return [];
  const policy = policyDocument(statements);
  requireFit(policy, { kind: "role", name: `the policy of role ${roleName}`, remedy });
  return [new aws.iam.RolePolicy(name, { role: role.name, policy }, opts)];
}

/**
 * Lets ECS assume a role for tasks of this account and region only: without the conditions, another account's
 * tasks could make ECS use it (https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html).
 */
export function taskTrust({ accountId, partition, region }: AwsContext): ResourceStatement {
  return {
    sid: "TasksOfThisAccount",
    effect: "Allow",
    principals: { Service: ["ecs-tasks.amazonaws.com"] },
    actions: ["sts:AssumeRole"],
    resources: [],
    conditions: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:${partition}:ecs:${region}:${accountId}:*` },
    },
  };
}

/** Lets Lambda assume a role. It takes none but those of a function's own account, and documents no source to name. */
export function functionTrust(): ResourceStatement {
  return {
    sid: "FunctionsOfThisAccount",
    effect: "Allow",
    principals: { Service: ["lambda.amazonaws.com"] },
    actions: ["sts:AssumeRole"],
    resources: [],
  };
}
