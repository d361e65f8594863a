import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type Environment as EnvironmentName } from "../naming";
import { type MaintenanceWindow, type RolloutEnvironment } from "../rotation/contract/rollout-environment";
import { type AwsContext } from "./aws-context";
import { createLambdaFunction } from "./lambda-function";
import { roleArn, rolloutFunctionName, type RoleSettings } from "./role-arn";
import {
  changedPattern,
  deploymentPattern,
  type EventPattern,
  type EventPlace,
  rotatedPattern,
  secretsPerPattern,
  stoppedPattern,
} from "./rollout-events";
import { rolloutStatements } from "./rollout-statements";
import { secretNames, type SecretsSpec } from "./rotated-secrets";

/** How rotated values reach the running tasks. */
export interface RolloutSpec {
  /** When deployments may begin; at any time without it. */
  maintenanceWindow?: MaintenanceWindow | undefined;
  /** How many services may be deploying at once. */
  maximumConcurrentDeployments: number;
  /** `rate(...)`: how often to look when no event tells. */
  schedule: string;
}

export interface RolloutFunctionArgs {
  environment: EnvironmentName;
  /** Name of the stack that the services are in. */
  stack: string;
  /** The services that it rolls out. */
  services: SecretsSpec[];
  rollout: RolloutSpec;
  /** The Regions that the secrets are replicated to. @default none */
  replicaRegions?: readonly string[] | undefined;
  cluster: { name: pulumi.Input<string> };
  keyArn: pulumi.Input<string>;
  alertTopicArn: pulumi.Input<string>;
  alertKeyArn: pulumi.Input<string>;
  context: AwsContext;
  roleSettings: RoleSettings;
  logRetentionInDays: number;
  /** Protects the function's log from deletion. */
  deletionProtection: boolean;
  tags: Record<string, string>;
}

/** The function that brings rotated values to the running tasks of a stack's services, and the events that wake it. */
class RolloutFunction extends pulumi.ComponentResource {
  readonly functionName: pulumi.Output<string>;

  constructor(name: string, args: RolloutFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    const { environment, rollout } = args;
    super("secret-backed-services:components:RolloutFunction", name, { environment, rollout }, opts);
    const childOptions = { parent: this };
    const lambda = createFunction(name, args, childOptions);
    for (const [event, trigger] of triggers(args)) {
      createTrigger(name, event, { ...args, trigger, lambda }, childOptions);
    }

    this.functionName = lambda.name;
    this.registerOutputs({ functionName: this.functionName });
  }
}

/** Where no service has a secret, there is nothing to roll out. */
export function createRolloutFunction(
  name: string,
  args: RolloutFunctionArgs,
  opts: pulumi.ComponentResourceOptions,
): void {
  if (args.services.some(({ secrets }) => secrets.length > 0)) new RolloutFunction(name, args, opts);
}

function createFunction(
  name: string,
  args: RolloutFunctionArgs,
  opts: pulumi.CustomResourceOptions & pulumi.ComponentResourceOptions,
): aws.lambda.Function {
  const { environment, stack, services, rollout, replicaRegions = [], cluster, alertTopicArn } = args;
  const { maintenanceWindow, maximumConcurrentDeployments } = rollout;
  const variables: { [Name in keyof RolloutEnvironment]: pulumi.Input<string> } = {
    CLUSTER: cluster.name,
    ENVIRONMENT: environment,
    SERVICES: services.map(({ name }) => name).join(","),
    ALERT_TOPIC_ARN: alertTopicArn,
    MAINTENANCE_WINDOW: maintenanceWindow ? JSON.stringify(maintenanceWindow) : "",
    MAXIMUM_CONCURRENT_DEPLOYMENTS: String(maximumConcurrentDeployments),
    REPLICA_REGIONS: replicaRegions.join(","),
  };
  return createLambdaFunction(
    name,
    {
      ...args,
      code: "rollout",
      functionName: rolloutFunctionName(pulumi.getProject(), stack),
      description: `Brings rotated values to the running tasks of ${stack}`,
      statements: rolloutStatements(args),
      remedy: "declare fewer services in the stack",
      variables,
      // It waits for rotation functions, and decides by a state that another call must not change meanwhile.
      timeout: 900,
      reservedConcurrentExecutions: 1,
      memorySize: 256,
    },
    opts,
  );
}

type Trigger = { eventPattern: pulumi.Input<string> } | { scheduleExpression: string };

/** What wakes the function, each under a name of its own. */
function triggers(args: RolloutFunctionArgs): [event: string, trigger: Trigger][] {
  const { environment, services, rollout } = args;
  const names = services.flatMap((service) => secretNames(service, environment));
  const some = Array.from({ length: Math.ceil(names.length / secretsPerPattern) }, (_, index) =>
    names.slice(index * secretsPerPattern, (index + 1) * secretsPerPattern),
  );
  return [
    ...some.map((secrets, index): [string, Trigger] => [
      `rotated-${index}`,
      matching(args, (place) => rotatedPattern(secrets, place)),
    ]),
    ...some.map((secrets, index): [string, Trigger] => [
      `changed-${index}`,
      matching(args, (place) => changedPattern(secrets, place.ownRole, place)),
    ]),
    ["deployment", matching(args, (place) => deploymentPattern(place.clusterName, place))],
    ["stopped", matching(args, (place) => stoppedPattern(place.clusterName, place))],
    ["schedule", { scheduleExpression: rollout.schedule }],
  ];
}

/** Events that match a pattern, which takes what is known of the place at deployment only. */
function matching(
  { stack, cluster, roleSettings, context }: RolloutFunctionArgs,
  pattern: (place: EventPlace & { ownRole: string; clusterName: string }) => EventPattern,
): Trigger {
  const { partition, region, accountId } = context;
  const roleName = rolloutFunctionName(pulumi.getProject(), stack);
  const ownRole = roleArn(context, roleSettings.path, roleName);
  const place = pulumi.output({ partition, region, accountId, ownRole, clusterName: cluster.name });
  return { eventPattern: place.apply((known) => JSON.stringify(pattern(known))) };
}

interface TriggerArgs {
  stack: string;
  trigger: Trigger;
  lambda: aws.lambda.Function;
  tags: Record<string, string>;
}

function createTrigger(
  name: string,
  event: string,
  { stack, trigger, lambda, tags }: TriggerArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const rule = new aws.cloudwatch.EventRule(
    `${name}-${event}`,
    { name: `${rolloutFunctionName(pulumi.getProject(), stack)}-${event}`, ...trigger, tags },
    opts,
  );
  const permission = new aws.lambda.Permission(
    `${name}-${event}`,
    {
      statementId: event,
      action: "lambda:InvokeFunction",
      function: lambda.name,
      principal: "events.amazonaws.com",
      sourceArn: rule.arn,
    },
    opts,
  );
  new aws.cloudwatch.EventTarget(
    `${name}-${event}`,
    { rule: rule.name, arn: lambda.arn },
    { ...opts, dependsOn: permission },
  );
}
