import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type Environment as EnvironmentName } from "../naming";
import { createAlertDelivery } from "./alert-delivery";
import { alertTopicName, createAlertTopic } from "./alert-topic";
import { AuditTrail } from "./audit-trail";
import { type AwsContext, awsContext } from "./aws-context";
import { createChatDelivery } from "./chat-delivery";
import { type Cluster, createCluster } from "./cluster";
import { declaredReaders } from "./declared-readers";
import { EnvironmentAlarms } from "./environment-alarms";
import { createEnvironmentKey, createReplicaKeys, type Replica } from "./environment-key";
import { keyPolicyStatements } from "./key-policy";
import { knownArn } from "./known-arn";
import { type RecordLog } from "./metric-filters";
import { type MonitoringSettings } from "./monitoring-settings";
import { type CreatedNetwork, type ExistingNetwork, Network, type PrivateEndpoints } from "./network";
import { type RoleSettings } from "./role-arn";
import { createRolloutFunction, type RolloutSpec } from "./rollout-function";
import { type SecretsSpec } from "./rotated-secrets";
import { type SharedEnvironment } from "./shared-environment";
import { previewRoleArn, type WallArgs, wallPrincipals } from "./wall-principals";
import { keyRoleArns } from "./wall-roles";

export interface EnvironmentArgs {
  environment: EnvironmentName;
  /** Exactly one of a VPC to create and an existing one. */
  network: { create?: CreatedNetwork; existing?: ExistingNetwork };
  /** Name or ARN of an existing ECS cluster. @default one of the environment's own */
  cluster?: string | undefined;
  /** The environment's services. */
  services: SecretsSpec[];
  /** The Regions that the environment's secrets are replicated to. @default none */
  replicaRegions?: string[] | undefined;
  /** How rotated values reach their running tasks. */
  rollout: RolloutSpec;
  roleSettings: RoleSettings;
  /** Who, beside its own roles, comes through the wall around the environment's secrets. Without it there is no wall. */
  wall?: WallArgs | undefined;
  /** Whether a pipeline has roles of the stack for previews and deployments. @default false */
  hasDeliveryRoles?: boolean | undefined;
  monitoring: MonitoringSettings;
  /** Names of the roles and groups of developers who may read the environment's secrets. */
  developers?: { roles: string[]; groups: string[] } | undefined;
  logRetentionInDays: number;
  /** Protects key and logs from deletion, and keeps them should they leave the program all the same. */
  deletionProtection: boolean;
  /** Tags of every resource. */
  tags: Record<string, string>;
}

/** What the services of one environment share: network, cluster, encryption key and the topic of its alerts. */
export class Environment extends pulumi.ComponentResource implements SharedEnvironment {
  readonly environment: EnvironmentName;
  readonly roleSuffix = "";
  /** The stack has the name of the environment that it makes. */
  readonly stack: string;
  readonly aws: AwsContext;
  readonly roleSettings: RoleSettings;
  /** ARNs of those who come through the wall around every secret. Absent where there is no wall. */
  readonly wallPrincipalArns?: pulumi.Input<string>[];
  /** ARN of the role that a pipeline's previews act as. Absent where there is none. */
  readonly previewRoleArn?: pulumi.Output<string>;
  readonly vpcId: pulumi.Output<string>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  /** Present where VPC endpoints are the tasks' only way out. */
  readonly endpoints?: PrivateEndpoints;
  readonly clusterArn: pulumi.Output<string>;
  readonly clusterName: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  /** The Regions that the secrets are replicated to. */
  readonly replicaRegions: readonly string[];
  /** The same Regions, each with its key. */
  readonly replicas: readonly Replica[];
  readonly alertTopicArn: pulumi.Output<string>;
  readonly alertKeyArn: pulumi.Output<string>;
  readonly monitoring: MonitoringSettings;
  /** The log group that the audit trail is delivered to. */
  readonly trailLogGroupName: pulumi.Output<string>;
  readonly records: RecordLog;
  /** ARNs of those whose reads of secrets are declared, beside the services' own roles. */
  readonly declaredReaders: pulumi.Output<string[]>;
  readonly alarms: EnvironmentAlarms;

  constructor(name: string, args: EnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    const { environment, deletionProtection } = args;
    super("secret-backed-services:components:Environment", name, { environment, deletionProtection }, opts);
    const childOptions = { parent: this };
    this.environment = environment;
    this.stack = environment;
    this.aws = awsContext(this);
    this.roleSettings = args.roleSettings;
    if (args.hasDeliveryRoles) this.previewRoleArn = previewRoleArn(args, this.aws);
    if (args.wall) this.wallPrincipalArns = wallPrincipals(args, args.wall, this.aws);
    const network = new Network(name, { ...args.network, tags: args.tags }, childOptions);
    this.replicaRegions = args.replicaRegions ?? [];
    const { keyArn, replicas } = createKeys(name, args, this, childOptions);
    this.keyArn = keyArn;
    this.replicas = replicas;
    const cluster = createCluster(name, args, childOptions);
    const alertTopic = createAlertTopic(name, args, keyArn, childOptions);
    createRollout(name, args, { context: this.aws, cluster, keyArn, alertTopic }, childOptions);

    this.vpcId = network.vpcId;
    this.privateSubnetIds = network.privateSubnetIds;
    this.publicSubnetIds = network.publicSubnetIds;
    if (network.endpoints) this.endpoints = network.endpoints;
    this.clusterArn = knownArn(cluster.arn, `the cluster of ${environment}`);
    this.clusterName = cluster.name;
    this.alertTopicArn = alertTopic.arn;
    this.alertKeyArn = keyArn;
    this.monitoring = args.monitoring;
    this.trailLogGroupName = createAuditTrail(name, args, this, childOptions);
    this.records = { logGroupName: this.trailLogGroupName, inEvents: false };
    this.declaredReaders = declaredReaders(
      { ...args, ...args.monitoring, wallPrincipalArns: this.wallPrincipalArns },
      this.aws,
    );
    this.alarms = createAlarms(name, args, this, childOptions);
    this.registerOutputs({
      vpcId: this.vpcId,
      clusterArn: this.clusterArn,
      keyArn: this.keyArn,
      alertTopicArn: this.alertTopicArn,
      trailLogGroupName: this.trailLogGroupName,
      declaredReaders: this.declaredReaders,
    });
  }
}

/** The keys of the environment's Region and of those that the secrets are replicated to, each behind a wall of its own. */
function createKeys(
  name: string,
  { environment, ...args }: EnvironmentArgs,
  { aws: context, wallPrincipalArns, replicaRegions }: Environment,
  opts: pulumi.CustomResourceOptions,
): { keyArn: pulumi.Output<string>; replicas: Replica[] } {
  const owner = { ...args, environment, stack: environment, replicaRegions };
  const wall = wallPrincipalArns && [...wallPrincipalArns, ...keyRoleArns(owner, context)];
  const statementsIn = (place: AwsContext) => keyPolicyStatements(place, environment, wall);
  const keyArgs = { ...owner, description: `Secrets, logs and alerts of ${environment}` };
  return {
    keyArn: createEnvironmentKey(name, { ...keyArgs, statements: statementsIn(context) }, opts),
    replicas: createReplicaKeys(
      name,
      replicaRegions,
      keyArgs,
      (region) => statementsIn({ ...context, region: pulumi.output(region) }),
      opts,
    ),
  };
}

function createRollout(
  name: string,
  args: EnvironmentArgs,
  shared: { context: AwsContext; cluster: Cluster; keyArn: pulumi.Output<string>; alertTopic: aws.sns.Topic },
  opts: pulumi.ComponentResourceOptions,
): void {
  const { context, cluster, keyArn, alertTopic } = shared;
  createRolloutFunction(
    `${name}-rollout`,
    {
      ...args,
      stack: args.environment,
      context,
      cluster,
      keyArn,
      alertTopicArn: alertTopic.arn,
      alertKeyArn: keyArn,
    },
    opts,
  );
}

/** @returns the name of the log group that an audit trail is delivered to: one of its own, unless one is there already. */
function createAuditTrail(
  name: string,
  args: EnvironmentArgs,
  { aws: context, keyArn }: Environment,
  opts: pulumi.ComponentResourceOptions,
): pulumi.Output<string> {
  const { trailLogGroupName, trailRetentionInDays: retentionInDays, objectLockInDays } = args.monitoring;
  if (trailLogGroupName !== undefined) return pulumi.output(trailLogGroupName);
  const trailArgs = { ...args, context, keyArn, retentionInDays, objectLockInDays };
  return new AuditTrail(`${name}-trail`, trailArgs, opts).logGroupName;
}

function createAlarms(
  name: string,
  args: EnvironmentArgs,
  shared: Environment,
  opts: pulumi.ComponentResourceOptions,
): EnvironmentAlarms {
  const { aws: context, alertTopicArn: topicArn, trailLogGroupName, keyArn, replicas, clusterArn } = shared;
  const { subscriptions } = args.monitoring;
  const prefix = `${pulumi.getProject()}-${args.environment}`;
  const topicName = alertTopicName(args.environment);
  createAlertDelivery(name, { topicArn, topicName, context, subscriptions }, opts);
  createChatDelivery(name, { ...args, prefix, topicArn, context, subscriptions }, opts);
  const breakGlass = args.wall?.breakGlass ?? false;
  const keyArns = [keyArn, ...replicas.map((replica) => replica.keyArn)];
  return new EnvironmentAlarms(
    `${name}-alarms`,
    { ...args, context, breakGlass, keyArns, clusterArn, topicArn, trailLogGroupName },
    opts,
  );
}
