import * as pulumi from "@pulumi/pulumi";

import { type Environment } from "../naming";
import { type AwsContext } from "./aws-context";
import { breakGlassRoleName, deployRoleName, previewRoleName, roleArn, type RoleSettings } from "./role-arn";
import { comesThrough, principalOf } from "./wall";

export interface WallArgs {
  /** ARNs of principals, with `*` and `?` as in `ArnLike`: administrators, and whoever deploys. */
  administrators: string[];
  /** Whether the break-glass role comes through. */
  breakGlass: boolean;
}

/** What tells who deploys to an environment. */
export interface WalledEnvironment {
  environment: Environment;
  roleSettings: RoleSettings;
  /** Whether a pipeline has roles for previews and deployments. @default false */
  hasDeliveryRoles?: boolean | undefined;
}

/** ARN of the role that a pipeline's previews of an environment act as. */
export function previewRoleArn(args: WalledEnvironment, context: AwsContext): pulumi.Output<string> {
  return deliveryRoleArn(previewRoleName, args, context);
}

/**
 * ARNs of those who come through the wall around all of an environment's secrets.
 *
 * @throws pulumi.RunError, at preview, when whoever deploys would not come through: the deployment would lock itself out.
 */
export function wallPrincipals(
  args: WalledEnvironment,
  { administrators, breakGlass }: WallArgs,
  context: AwsContext,
): pulumi.Input<string>[] {
  const { environment, roleSettings } = args;
  deployerArn(args, context).apply((arn) => {
    if (comesThrough(arn, administrators)) return;
    throw new pulumi.RunError(
      `access.administrators must name whoever deploys, or the deployment locks itself out of the secrets of ${environment}: add ${principalOf(arn)}`,
    );
  });
  const role = breakGlassRoleName(pulumi.getProject(), environment);
  return [...administrators, ...(breakGlass ? [roleArn(context, roleSettings.path, role)] : [])];
}

/** Who deploys: the caller, or, in a pipeline's preview, the role that its deployment will act as. */
function deployerArn(args: WalledEnvironment, context: AwsContext): pulumi.Output<string> {
  if (!args.hasDeliveryRoles || !pulumi.runtime.isDryRun()) return context.callerArn;
  const previewRole = previewRoleArn(args, context);
  const deployRole = deliveryRoleArn(deployRoleName, args, context);
  return pulumi
    .all([context.callerArn, previewRole, deployRole])
    .apply(([caller, preview, deploy]) => (comesThrough(caller, [preview]) ? deploy : caller));
}

/** ARN of one of the roles that a pipeline acts as. */
function deliveryRoleArn(
  nameOf: (project: string, environment: string) => string,
  { environment, roleSettings }: WalledEnvironment,
  context: AwsContext,
): pulumi.Output<string> {
  return roleArn(context, roleSettings.path, nameOf(pulumi.getProject(), environment));
}
