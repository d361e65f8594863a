import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type Environment as EnvironmentName, secretTypes } from "../naming";
import { type AwsContext } from "./aws-context";
import { type Conditions, policyDocument, type Statement } from "./policy-document";
import { requireFit } from "./policy-size";
import { type EnvironmentAccess, measurable, readAndUpdateStatements } from "./secret-access";

export interface DeveloperAccessArgs extends EnvironmentAccess {
  environment: EnvironmentName;
  /** Name of the stack that the secrets are in, which the policy is named after. */
  stack: string;
  /** Names of the IAM roles that get the policy. */
  roles: string[];
  /** Names of the IAM groups that get the policy. */
  groups: string[];
  /** Whether only sessions with multi-factor authentication may use it. */
  requireMfa: boolean;
  /** Seconds since that authentication after which it no longer counts. */
  maxMfaAge?: number | undefined;
  /** IAM path of the policy. */
  path: string;
  tags: Record<string, string>;
}

/**
 * One managed policy with which developers read and update the secrets of a test or stage environment, and which
 * denies them those of prod whatever else allows them. Its name is stable, so that an IAM Identity Center permission set
 * can refer to it: AWS lets nobody attach policies to a permission set's roles directly.
 */
export class DeveloperAccess extends pulumi.ComponentResource {
  readonly policyArn: pulumi.Output<string>;

  constructor(name: string, args: DeveloperAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    const { environment, roles, groups } = args;
    const statements = developerStatements(args);
    super(
      "secret-backed-services:components:DeveloperAccess",
      name,
      { environment, roles, groups, statements },
      opts,
    );
    const childOptions = { parent: this };
    checkSize(args);
    const policy = createPolicy(name, args, statements, childOptions);
    attach(name, args, policy, childOptions);

    this.policyArn = policy.arn;
    this.registerOutputs({ policyArn: this.policyArn });
  }
}

/** What developers may do, and what they may never. */
export function developerStatements(args: DeveloperAccessArgs): Statement[] {
  const { environment, context } = args;
  return [
    ...readAndUpdateStatements(args, environment, sessionConditions(args)),
    ...denyProdStatements(context),
  ];
}

function sessionConditions({ requireMfa, maxMfaAge }: DeveloperAccessArgs): Conditions {
  if (!requireMfa) return {};
  return {
    Bool: { "aws:MultiFactorAuthPresent": "true" },
    ...(maxMfaAge === undefined ? {} : { NumericLessThan: { "aws:MultiFactorAuthAge": String(maxMfaAge) } }),
  };
}

/**
 * By name and by tag. A name pattern ends in the six characters that Secrets Manager appends, so that it matches the
 * end of a name and nothing within one: `load-test-runner-prod-config` is prod's, `prod-api-test-config` is not.
 */
function denyProdStatements({ partition }: AwsContext): Statement[] {
  return [
    {
      sid: "DenyProdByName",
      effect: "Deny",
      actions: ["secretsmanager:*"],
      resources: secretTypes.map(
        (type) => pulumi.interpolate`arn:${partition}:secretsmanager:*:*:secret:*-prod-${type}-??????`,
      ),
    },
    {
      sid: "DenyProdByTag",
      effect: "Deny",
      actions: ["secretsmanager:*"],
      resources: ["*"],
      conditions: { StringEquals: { "aws:ResourceTag/Environment": "prod" } },
    },
  ];
}

/** @throws pulumi.RunError, at preview, for more secrets than fit into one managed policy. */
function checkSize(args: DeveloperAccessArgs): void {
  requireFit(policyDocument(developerStatements(measurable(args))), {
    kind: "managed",
    name: `the policy ${policyName(args)}`,
    remedy: "declare fewer secrets in the stack, or leave out access.developers",
  });
}

function policyName({ stack }: DeveloperAccessArgs): string {
  return `${pulumi.getProject()}-${stack}-developers`;
}

function createPolicy(
  name: string,
  args: DeveloperAccessArgs,
  statements: Statement[],
  opts: pulumi.CustomResourceOptions,
): aws.iam.Policy {
  const { stack, path, tags } = args;
  return new aws.iam.Policy(
    name,
    {
      name: policyName(args),
      path,
      description: `Read and update the secrets of ${stack}, never those of prod`,
      policy: policyDocument(statements),
      tags,
    },
    opts,
  );
}

function attach(
  name: string,
  { roles, groups }: DeveloperAccessArgs,
  { arn: policyArn }: aws.iam.Policy,
  opts: pulumi.CustomResourceOptions,
): void {
  for (const role of roles) {
    new aws.iam.RolePolicyAttachment(`${name}-role-${role}`, { role, policyArn }, opts);
  }
  for (const group of groups) {
    new aws.iam.GroupPolicyAttachment(`${name}-group-${group}`, { group, policyArn }, opts);
  }
}
