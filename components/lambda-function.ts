import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type AwsContext } from "./aws-context";
import { functionCode, functionFile, functionHandler, type FunctionName } from "./function-code";
import { type Statement } from "./policy-document";
import { type RoleSettings } from "./role-arn";
import { functionTrust, ServiceRole } from "./service-role";

export interface LambdaFunctionArgs {
  code: FunctionName;
  /** The name of the function and of its role. */
  functionName: string;
  description: string;
  /** What its code may do, beside writing its log and telling of its failures. */
  statements: Statement[];
  /** What to do when the statements are more than a role holds. */
  remedy: string;
  variables: Record<string, pulumi.Input<string>>;
  /** Where it runs, when not outside of any network. */
  vpcConfig?: { subnetIds: pulumi.Input<string[]>; securityGroupIds: pulumi.Input<string>[] };
  /** Seconds, at most 900. */
  timeout: number;
  /** MiB. */
  memorySize: number;
  /** How many calls run at once, which no other function takes away. */
  reservedConcurrentExecutions: number;
  /** The key that encrypts its variables and its log. */
  keyArn: pulumi.Input<string>;
  /** Who is told when a call fails that nobody waits for. */
  alertTopicArn: pulumi.Input<string>;
  /** The key that encrypts the alerts. */
  alertKeyArn: pulumi.Input<string>;
  context: AwsContext;
  roleSettings: RoleSettings;
  logRetentionInDays: number;
  /** Protects the log from deletion. */
  deletionProtection: boolean;
  tags: Record<string, string>;
}

/** The name of a function's log group. */
export function functionLogGroupName(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}

/** A Lambda function of ours with its role, its encrypted log and a destination for its failures. */
export function createLambdaFunction(
  name: string,
  args: LambdaFunctionArgs,
  opts: pulumi.CustomResourceOptions & pulumi.ComponentResourceOptions,
): aws.lambda.Function {
  const logGroup = createLogGroup(name, args, opts);
  const role = createRole(name, args, logGroup, opts);
  const lambda = createFunction(name, args, role, { ...opts, dependsOn: [logGroup, ...role.policies] });
  new aws.lambda.FunctionEventInvokeConfig(
    name,
    {
      functionName: lambda.name,
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 3600,
      destinationConfig: { onFailure: { destination: args.alertTopicArn } },
    },
    opts,
  );
  return lambda;
}

function createLogGroup(
  name: string,
  { functionName, logRetentionInDays, keyArn, deletionProtection, tags }: LambdaFunctionArgs,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    name,
    {
      name: functionLogGroupName(functionName),
      retentionInDays: logRetentionInDays,
      kmsKeyId: keyArn,
      tags,
    },
    { ...opts, protect: deletionProtection, retainOnDelete: deletionProtection },
  );
}

function createRole(
  name: string,
  args: LambdaFunctionArgs,
  logGroup: aws.cloudwatch.LogGroup,
  opts: pulumi.ComponentResourceOptions,
): ServiceRole {
  const { functionName, description, remedy, roleSettings, tags } = args;
  return new ServiceRole(
    name,
    {
      roleName: functionName,
      description,
      trust: functionTrust(),
      statements: [...args.statements, ...ownStatements(args, logGroup.arn)],
      remedy,
      settings: roleSettings,
      tags,
    },
    opts,
  );
}

/** What every function may do: write its log and tell of its failures, in alerts that their key encrypts. */
function ownStatements(
  { alertTopicArn, alertKeyArn, context }: LambdaFunctionArgs,
  logGroupArn: pulumi.Input<string>,
): Statement[] {
  return [
    {
      sid: "WriteLogs",
      effect: "Allow",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [pulumi.interpolate`${logGroupArn}:log-stream:*`],
    },
    { sid: "PublishAlerts", effect: "Allow", actions: ["sns:Publish"], resources: [alertTopicArn] },
    {
      sid: "UseKeyForAlerts",
      effect: "Allow",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [alertKeyArn],
      conditions: {
        StringEquals: { "kms:ViaService": pulumi.interpolate`sns.${context.region}.${context.dnsSuffix}` },
      },
    },
  ];
}

function createFunction(
  name: string,
  args: LambdaFunctionArgs,
  role: ServiceRole,
  opts: pulumi.CustomResourceOptions,
): aws.lambda.Function {
  const { functionName, description, variables, vpcConfig, timeout, memorySize, keyArn, tags } = args;
  return new aws.lambda.Function(
    name,
    {
      name: functionName,
      description,
      role: role.arn,
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: functionHandler,
      code: new pulumi.asset.AssetArchive({
        [functionFile]: new pulumi.asset.StringAsset(functionCode(args.code)),
      }),
      timeout,
      memorySize,
      reservedConcurrentExecutions: args.reservedConcurrentExecutions,
      environment: { variables },
      kmsKeyArn: keyArn,
      ...(vpcConfig ? { vpcConfig } : {}),
      tags,
    },
    opts,
  );
}
