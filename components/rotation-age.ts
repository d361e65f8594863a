import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type RotationAgeEnvironment } from "../monitoring/age/environment";
import { metricNamespace } from "../monitoring/metrics";
import { createLambdaFunction } from "./lambda-function";
import { rotationAgeFunctionName } from "./role-arn";
import { type SharedEnvironment } from "./shared-environment";

/** A secret whose age is reported. */
export interface AgedSecret {
  name: string;
  /** Full ARN. */
  arn: pulumi.Input<string>;
  /** Days after which it must have got a new value, unless it rotates by itself. */
  deadlineInDays: number;
}

export interface RotationAgeArgs {
  environment: SharedEnvironment;
  secrets: AgedSecret[];
  logRetentionInDays: number;
  deletionProtection: boolean;
  tags: Record<string, string>;
}

/** A function that reports every hour how old each secret is. It cannot read any. */
export class RotationAge extends pulumi.ComponentResource {
  constructor(name: string, args: RotationAgeArgs, opts?: pulumi.ComponentResourceOptions) {
    const secrets = args.secrets.map((secret) => secret.name);
    super("secret-backed-services:components:RotationAge", name, { secrets }, opts);
    const childOptions = { parent: this };
    const lambda = createFunction(name, args, childOptions);
    callEveryHour(name, args, lambda, childOptions);
    this.registerOutputs();
  }
}

function createFunction(
  name: string,
  args: RotationAgeArgs,
  opts: pulumi.CustomResourceOptions & pulumi.ComponentResourceOptions,
): aws.lambda.Function {
  const { environment, secrets } = args;
  const project = pulumi.getProject();
  const variables: { [Name in keyof RotationAgeEnvironment]: pulumi.Input<string> } = {
    SECRETS: JSON.stringify(
      secrets.map((secret) => ({ name: secret.name, deadlineInDays: secret.deadlineInDays })),
    ),
    NAMESPACE: metricNamespace(project, environment.environment),
  };
  return createLambdaFunction(
    name,
    {
      ...args,
      code: "rotation-age",
      functionName: rotationAgeFunctionName(project, environment.stack),
      description: `Reports how old the secrets of ${environment.stack} are`,
      statements: [
        {
          sid: "SeeDatesAndLabels",
          effect: "Allow",
          actions: ["secretsmanager:DescribeSecret", "secretsmanager:ListSecretVersionIds"],
          resources: secrets.map(({ arn }) => arn),
        },
      ],
      remedy: "declare fewer secrets in the stack",
      variables,
      timeout: 60,
      memorySize: 256,
      reservedConcurrentExecutions: 1,
      keyArn: environment.keyArn,
      alertTopicArn: environment.alertTopicArn,
      alertKeyArn: environment.alertKeyArn,
      context: environment.aws,
      roleSettings: environment.roleSettings,
    },
    opts,
  );
}

function callEveryHour(
  name: string,
  { environment: { stack }, tags }: RotationAgeArgs,
  lambda: aws.lambda.Function,
  opts: pulumi.CustomResourceOptions,
): void {
  const rule = new aws.cloudwatch.EventRule(
    name,
    {
      name: rotationAgeFunctionName(pulumi.getProject(), stack),
      description: `Reports how old the secrets of ${stack} are`,
      scheduleExpression: "rate(1 hour)",
      tags,
    },
    opts,
  );
  const permission = new aws.lambda.Permission(
    name,
    {
      function: lambda.name,
      action: "lambda:InvokeFunction",
      principal: "events.amazonaws.com",
      sourceArn: rule.arn,
    },
    opts,
  );
  const target = { rule: rule.name, targetId: "rotation-age", arn: lambda.arn };
  new aws.cloudwatch.EventTarget(name, target, { ...opts, dependsOn: [permission] });
}
