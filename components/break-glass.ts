import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type Environment as EnvironmentName } from "../naming";
import { policyDocument, type ResourceStatement, type Statement } from "./policy-document";
import { requireFit } from "./policy-size";
import { breakGlassRoleName, type RoleSettings } from "./role-arn";
import { type EnvironmentAccess, measurable, readAndUpdateStatements } from "./secret-access";

export interface BreakGlassArgs extends EnvironmentAccess {
  environment: EnvironmentName;
  /** ARNs of the users who may take the role on. A role's session has no multi-factor authentication. */
  principals: string[];
  roleSettings: RoleSettings;
  tags: Record<string, string>;
}

/** Longest session, in seconds, and longest time since multi-factor authentication. IAM's shortest maximum. */
const maxSessionDuration = 3600;

/** A role with which a person reads and updates an environment's secrets in an emergency, for an hour, with MFA. */
export class BreakGlass extends pulumi.ComponentResource {
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: BreakGlassArgs, opts?: pulumi.ComponentResourceOptions) {
    const { environment, principals } = args;
    const statements = readAndUpdateStatements(args, environment);
    super(
      "secret-backed-services:components:BreakGlass",
      name,
      { environment, principals, statements },
      opts,
    );
    const childOptions = { parent: this };
    checkSizes(args);
    const role = createRole(name, args, childOptions);
    createPolicy(name, role, statements, childOptions);

    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}

/** @throws pulumi.RunError, at preview, for more secrets or people than fit into the role's policies. */
function checkSizes(args: BreakGlassArgs): void {
  const role = `role ${breakGlassRoleName(pulumi.getProject(), args.environment)}`;
  requireFit(policyDocument(readAndUpdateStatements(measurable(args), args.environment)), {
    kind: "role",
    name: `the policy of ${role}`,
    remedy: "declare fewer secrets in the stack, or leave out access.breakGlass",
  });
  requireFit(policyDocument([breakGlassTrust(args.principals)]), {
    kind: "trust",
    name: `the trust policy of ${role}`,
    remedy: "name fewer access.breakGlass.principals",
  });
}

function createRole(
  name: string,
  { environment, principals, roleSettings, tags }: BreakGlassArgs,
  opts: pulumi.CustomResourceOptions,
): aws.iam.Role {
  return new aws.iam.Role(
    name,
    {
      name: breakGlassRoleName(pulumi.getProject(), environment),
      path: roleSettings.path,
      permissionsBoundary: roleSettings.permissionsBoundaryArn,
      description: `Secrets of ${environment} in an emergency; every use is alarmed`,
      assumeRolePolicy: policyDocument([breakGlassTrust(principals)]),
      maxSessionDuration,
      tags,
    },
    opts,
  );
}

function createPolicy(
  name: string,
  role: aws.iam.Role,
  statements: Statement[],
  opts: pulumi.CustomResourceOptions,
): void {
  if (statements.length === 0) return;
  new aws.iam.RolePolicy(name, { role: role.name, policy: policyDocument(statements) }, opts);
}

/** Only the declared people, and only just after multi-factor authentication. */
function breakGlassTrust(principals: string[]): ResourceStatement {
  return {
    sid: "DeclaredPeopleWithMfa",
    effect: "Allow",
    principals: { AWS: principals },
    actions: ["sts:AssumeRole"],
    resources: [],
    conditions: {
      Bool: { "aws:MultiFactorAuthPresent": "true" },
      NumericLessThan: { "aws:MultiFactorAuthAge": String(maxSessionDuration) },
    },
  };
}
