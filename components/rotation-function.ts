import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type DeclaredStrategies, type RotationEnvironment } from "../rotation/contract/rotation-environment";
import { rotationFunctionName } from "../rotation/contract/rotation-function";
import { adminSecretOf, usesDatabase } from "../rotation/contract/strategy-connections";
import { createLambdaFunction } from "./lambda-function";
import { functionArn } from "./role-arn";
import { rotationStatements } from "./rotation-statements";
import { type EgressRule, createFunctionSecurityGroup } from "./service-security-group";
import { type SharedEnvironment } from "./shared-environment";

export interface RotationFunctionArgs {
  environment: SharedEnvironment;
  service: string;
  /** How each key of each secret is rotated. */
  strategies: DeclaredStrategies;
  /** Name of each of these secrets to its full ARN. */
  secretArns: Readonly<Record<string, pulumi.Input<string>>>;
  /** The service's own connections, that to its database among them. */
  egress: EgressRule[];
  logRetentionInDays: number;
  /** Protects the function's log from deletion. */
  deletionProtection: boolean;
  tags: Record<string, string>;
}

/** The function that Secrets Manager calls to rotate the secrets of one service. */
export class RotationFunction extends pulumi.ComponentResource {
  readonly functionArn: pulumi.Output<string>;
  /** Secret name to what lets Secrets Manager call the function for that secret. */
  readonly permissions: Readonly<Record<string, aws.lambda.Permission>>;

  constructor(name: string, args: RotationFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    const { service, strategies } = args;
    super("secret-backed-services:components:RotationFunction", name, { service, strategies }, opts);
    const childOptions = { parent: this };
    const securityGroup = createSecurityGroup(name, args, childOptions);
    const lambda = createFunction(name, args, securityGroup, childOptions);

    this.permissions = createPermissions(name, args, lambda, childOptions);
    this.functionArn = lambda.arn;
    this.registerOutputs({ functionArn: this.functionArn });
  }
}

/** A database is reached from the network of the services; everything else is outside of it. */
function createSecurityGroup(
  name: string,
  { environment, service, strategies, egress, tags }: RotationFunctionArgs,
  opts: pulumi.CustomResourceOptions,
): aws.ec2.SecurityGroup | undefined {
  const declarations = Object.values(strategies).flatMap((keys) => Object.values(keys));
  if (!declarations.some(usesDatabase)) return undefined;
  const description = `Rotation function of ${service}`;
  return createFunctionSecurityGroup(name, { description, environment, egress, tags }, opts);
}

function createFunction(
  name: string,
  args: RotationFunctionArgs,
  securityGroup: aws.ec2.SecurityGroup | undefined,
  opts: pulumi.CustomResourceOptions & pulumi.ComponentResourceOptions,
): aws.lambda.Function {
  const { environment, service, strategies, secretArns } = args;
  const { aws: context, keyArn, alertTopicArn, alertKeyArn, roleSettings, privateSubnetIds } = environment;
  const functionName = rotationFunctionName(service, environment.environment);
  const variables: RotationEnvironment = { STRATEGIES: JSON.stringify(strategies) };
  return createLambdaFunction(
    name,
    {
      ...args,
      code: "rotation",
      functionName,
      description: `Rotates the secrets of ${service} in ${environment.environment}`,
      statements: rotationStatements({
        functionArn: functionArn(context, functionName),
        secretArns: Object.values(secretArns),
        adminSecretArns: adminSecretsOf(strategies),
        inNetwork: securityGroup !== undefined,
        keyArn,
        context,
        replicas: environment.replicas,
      }),
      remedy: "declare fewer strategies with an admin secret of their own",
      variables: { ...variables },
      ...(securityGroup
        ? { vpcConfig: { subnetIds: privateSubnetIds, securityGroupIds: [securityGroup.id] } }
        : {}),
      timeout: 600,
      memorySize: 512,
      // No two steps at once, of one secret or of several. A caller that is throttled tries again.
      reservedConcurrentExecutions: 1,
      keyArn,
      alertTopicArn,
      alertKeyArn,
      context,
      roleSettings,
    },
    opts,
  );
}

function adminSecretsOf(strategies: DeclaredStrategies): string[] {
  const declarations = Object.values(strategies).flatMap((keys) => Object.values(keys));
  const arns = declarations.flatMap((declaration) => adminSecretOf(declaration) ?? []);
  return [...new Set(arns)].sort();
}

/** Secrets Manager may call the function for these secrets of this account, and for no other. */
function createPermissions(
  name: string,
  { environment, secretArns }: RotationFunctionArgs,
  lambda: aws.lambda.Function,
  opts: pulumi.CustomResourceOptions,
): Record<string, aws.lambda.Permission> {
  const permissions = Object.entries(secretArns).map(([secret, sourceArn]) => {
    const permission = new aws.lambda.Permission(
      `${name}-of-${secret}`,
      {
        statementId: secret,
        action: "lambda:InvokeFunction",
        function: lambda.name,
        principal: "secretsmanager.amazonaws.com",
        sourceAccount: environment.aws.accountId,
        sourceArn,
      },
      opts,
    );
    return [secret, permission] as const;
  });
  return Object.fromEntries(permissions);
}
