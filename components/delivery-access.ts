import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type Environment as EnvironmentName } from "../naming";
import { type AwsContext } from "./aws-context";
import { deployDenials, previewDenials } from "./delivery-statements";
import {
  providerArn,
  type TokenIssuer,
  tokenIssuers,
  type TrustedPipelines,
  trustStatements,
} from "./delivery-trust";
import { policyDocument, type Statement } from "./policy-document";
import { requireFit } from "./policy-size";
import { deployRoleName, previewRoleName, roleArn, type RoleSettings } from "./role-arn";

export interface DeliveryAccessArgs extends TrustedPipelines {
  environment: EnvironmentName;
  /** ARNs of the managed policies that say what a deployment may do. */
  deployPolicyArns: string[];
  /** ARN of the policy that bounds the deploying role. @default that of `roleSettings` */
  deployPermissionsBoundaryArn?: string | undefined;
  context: AwsContext;
  roleSettings: RoleSettings;
  tags: Record<string, string>;
}

/**
 * The roles that a pipeline acts as by OpenID Connect, without a stored credential: one for previews, which reads no value
 * and changes nothing, and one that deploys. An administrator makes and changes them: the deploying role cannot.
 */
export class DeliveryAccess extends pulumi.ComponentResource {
  readonly previewRoleArn: pulumi.Output<string>;
  readonly deployRoleArn: pulumi.Output<string>;

  constructor(name: string, args: DeliveryAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    const { environment, deployPolicyArns } = args;
    const project = pulumi.getProject();
    const issuers = tokenIssuers(args, { project, environment });
    super(
      "secret-backed-services:components:DeliveryAccess",
      name,
      { environment, issuers, deployPolicyArns },
      opts,
    );
    const childOptions = { parent: this };
    const dependsOn = createProviders(name, args, issuers, childOptions);
    const roleOptions = { ...childOptions, dependsOn };
    const preview = createPreviewRole(name, args, issuers, roleOptions);
    const deploy = createDeployRole(name, args, issuers, roleOptions);

    this.previewRoleArn = preview.arn;
    this.deployRoleArn = deploy.arn;
    this.registerOutputs({ previewRoleArn: this.previewRoleArn, deployRoleArn: this.deployRoleArn });
  }
}

/** IAM knows GitHub's and Pulumi's certificates by their authorities, so that no thumbprint is pinned. */
function createProviders(
  name: string,
  { tags }: DeliveryAccessArgs,
  issuers: readonly TokenIssuer[],
  opts: pulumi.CustomResourceOptions,
): aws.iam.OpenIdConnectProvider[] {
  return issuers
    .filter(({ createProvider }) => createProvider)
    .map(
      (issuer) =>
        new aws.iam.OpenIdConnectProvider(
          `${name}-${issuer.name}`,
          { url: `https://${issuer.url}`, clientIdLists: [issuer.audience], tags },
          opts,
        ),
    );
}

function createPreviewRole(
  name: string,
  args: DeliveryAccessArgs,
  issuers: readonly TokenIssuer[],
  opts: pulumi.CustomResourceOptions,
): aws.iam.Role {
  const { environment, context, roleSettings } = args;
  return createRole(`${name}-preview`, args, opts, {
    roleName: previewRoleName(pulumi.getProject(), environment),
    description: `Previews of ${environment}: reads no value, changes nothing`,
    permissionsBoundary: roleSettings.permissionsBoundaryArn,
    trust: policyDocument(trustStatements(issuers, context, (issuer) => issuer.previewSubjects)),
    policyArns: {
      ReadOnlyAccess: pulumi.interpolate`arn:${context.partition}:iam::aws:policy/ReadOnlyAccess`,
    },
    denials: previewDenials(),
  });
}

function createDeployRole(
  name: string,
  args: DeliveryAccessArgs,
  issuers: readonly TokenIssuer[],
  opts: pulumi.CustomResourceOptions,
): aws.iam.Role {
  const { environment, context, roleSettings, deployPolicyArns } = args;
  const project = pulumi.getProject();
  const ownRoles = [previewRoleName(project, environment), deployRoleName(project, environment)];
  return createRole(`${name}-deploy`, args, opts, {
    roleName: deployRoleName(project, environment),
    description: `Deployments of ${environment}`,
    permissionsBoundary: args.deployPermissionsBoundaryArn ?? roleSettings.permissionsBoundaryArn,
    trust: policyDocument(trustStatements(issuers, context, (issuer) => issuer.deploySubjects)),
    policyArns: Object.fromEntries(deployPolicyArns.map((arn) => [arn.split("/").at(-1) ?? arn, arn])),
    denials: deployDenials(
      ownRoles.map((role) => roleArn(context, roleSettings.path, role)),
      issuers.map((issuer) => providerArn(context, issuer)),
    ),
  });
}

interface PipelineRole {
  roleName: string;
  description: string;
  permissionsBoundary?: string | undefined;
  trust: pulumi.Output<string>;
  /** Name to ARN of each managed policy. */
  policyArns: Record<string, pulumi.Input<string>>;
  denials: Statement[];
}

/** A role is of no use to anyone before its denials are in force: what allows is attached last. */
function createRole(
  name: string,
  { roleSettings, tags }: DeliveryAccessArgs,
  opts: pulumi.CustomResourceOptions,
  { roleName, description, permissionsBoundary, trust, policyArns, denials }: PipelineRole,
): aws.iam.Role {
  const remedy =
    "name fewer delivery.parts, or a shorter delivery.github.repository or delivery.pulumiCloud.organization";
  requireFit(trust, { kind: "trust", name: `the trust policy of role ${roleName}`, remedy });
  const role = new aws.iam.Role(
    name,
    {
      name: roleName,
      path: roleSettings.path,
      permissionsBoundary,
      description,
      assumeRolePolicy: trust,
      tags,
    },
    opts,
  );
  const policy = new aws.iam.RolePolicy(name, { role: role.name, policy: policyDocument(denials) }, opts);
  for (const [policyName, policyArn] of Object.entries(policyArns)) {
    new aws.iam.RolePolicyAttachment(
      `${name}-${policyName}`,
      { role: role.name, policyArn },
      { ...opts, dependsOn: [policy] },
    );
  }
  return role;
}
