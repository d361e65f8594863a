import * as pulumi from "@pulumi/pulumi";

import { type Environment as EnvironmentName } from "../naming";
import { type AwsContext, awsContext } from "./aws-context";
import { declaredReaders } from "./declared-readers";
import { createEnvironmentKey } from "./environment-key";
import { partKeyPolicyStatements } from "./key-policy";
import { type RecordLog } from "./metric-filters";
import { type MonitoringSettings } from "./monitoring-settings";
import { type PrivateEndpoints } from "./network";
import { PartAlarms } from "./part-alarms";
import { type RoleSettings } from "./role-arn";
import { createRolloutFunction, type RolloutSpec } from "./rollout-function";
import { type SecretsSpec } from "./rotated-secrets";
import { SecretEvents } from "./secret-events";
import { type SharedEnvironment } from "./shared-environment";
import { previewRoleArn, type WallArgs, wallPrincipals } from "./wall-principals";
import { keyRoleArns } from "./wall-roles";

/** What the stack of the environment has made for the services of all stacks. */
export interface SharedResources {
  vpcId: string;
  privateSubnetIds: string[];
  publicSubnetIds: string[];
  /** Present where VPC endpoints are the tasks' only way out. */
  endpoints?: { securityGroupId: string; s3PrefixListId: string } | undefined;
  clusterArn: string;
  clusterName: string;
  alertTopicArn: string;
  alertKeyArn: string;
  trailLogGroupName: string;
}

export interface EnvironmentPartArgs {
  environment: EnvironmentName;
  /** The part's name, such as `payments`. */
  part: string;
  /** Name of its stack, such as `prod-payments`. */
  stack: string;
  shared: SharedResources;
  /** The services of this stack. */
  services: SecretsSpec[];
  rollout: RolloutSpec;
  roleSettings: RoleSettings;
  /** Who, beside the stack's own roles, comes through the wall around its secrets. Without it there is no wall. */
  wall?: WallArgs | undefined;
  /** Whether a pipeline has roles of the environment for previews and deployments. @default false */
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

/**
 * What the services of a stack share within an environment that another stack has made: a key with a wall of its own, the function
 * that rolls out their secrets, and a log group in which calls for these are counted.
 */
export class EnvironmentPart extends pulumi.ComponentResource implements SharedEnvironment {
  readonly environment: EnvironmentName;
  readonly roleSuffix = "";
  readonly stack: string;
  readonly aws: AwsContext;
  readonly roleSettings: RoleSettings;
  readonly wallPrincipalArns?: pulumi.Input<string>[];
  readonly previewRoleArn?: pulumi.Output<string>;
  readonly vpcId: pulumi.Output<string>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  readonly endpoints?: PrivateEndpoints;
  readonly clusterArn: pulumi.Output<string>;
  readonly clusterName: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  /** A part's secrets are in one Region only. */
  readonly replicaRegions = [];
  readonly replicas = [];
  readonly alertTopicArn: pulumi.Output<string>;
  readonly alertKeyArn: pulumi.Output<string>;
  readonly monitoring: MonitoringSettings;
  readonly trailLogGroupName: pulumi.Output<string>;
  readonly records: RecordLog;
  readonly declaredReaders: pulumi.Output<string[]>;
  readonly alarms: PartAlarms;

  constructor(name: string, args: EnvironmentPartArgs, opts?: pulumi.ComponentResourceOptions) {
    const { environment, part, stack, shared, deletionProtection } = args;
    const inputs = { environment, part, deletionProtection };
    super("secret-backed-services:components:EnvironmentPart", name, inputs, opts);
    const childOptions = { parent: this };
    this.environment = environment;
    this.stack = stack;
    this.aws = awsContext(this);
    this.roleSettings = args.roleSettings;
    this.monitoring = args.monitoring;
    if (args.hasDeliveryRoles) this.previewRoleArn = previewRoleArn(args, this.aws);
    if (args.wall) this.wallPrincipalArns = wallPrincipals(args, args.wall, this.aws);
    this.vpcId = pulumi.output(shared.vpcId);
    this.privateSubnetIds = pulumi.output(shared.privateSubnetIds);
    this.publicSubnetIds = pulumi.output(shared.publicSubnetIds);
    if (shared.endpoints) this.endpoints = outputsOf(shared.endpoints);
    this.clusterArn = pulumi.output(shared.clusterArn);
    this.clusterName = pulumi.output(shared.clusterName);
    this.alertTopicArn = pulumi.output(shared.alertTopicArn);
    this.alertKeyArn = pulumi.output(shared.alertKeyArn);
    this.trailLogGroupName = pulumi.output(shared.trailLogGroupName);

    this.keyArn = createKey(name, args, this, childOptions);
    createRollout(name, args, this, childOptions);
    this.records = countedRecords(name, args, this.keyArn, childOptions);
    this.declaredReaders = declaredReaders(
      { ...args, ...args.monitoring, wallPrincipalArns: this.wallPrincipalArns },
      this.aws,
    );
    this.alarms = new PartAlarms(
      `${name}-alarms`,
      { ...args, keyArn: this.keyArn, topicArn: this.alertTopicArn, records: this.records },
      childOptions,
    );
    this.registerOutputs({
      keyArn: this.keyArn,
      trailLogGroupName: this.trailLogGroupName,
      declaredReaders: this.declaredReaders,
    });
  }
}

function outputsOf({ securityGroupId, s3PrefixListId }: NonNullable<SharedResources["endpoints"]>) {
  return { securityGroupId: pulumi.output(securityGroupId), s3PrefixListId: pulumi.output(s3PrefixListId) };
}

/** A key of the stack's own: the wall in its policy names the roles of the stack's services, which the environment does not know. */
function createKey(
  name: string,
  args: EnvironmentPartArgs,
  { aws: context, wallPrincipalArns, replicaRegions }: EnvironmentPart,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const wall = wallPrincipalArns && [
    ...wallPrincipalArns,
    ...keyRoleArns({ ...args, replicaRegions }, context),
  ];
  const statements = partKeyPolicyStatements(context, args, wall);
  const description = `Secrets and logs of ${args.stack}`;
  return createEnvironmentKey(name, { ...args, description, statements }, opts);
}

function createRollout(
  name: string,
  args: EnvironmentPartArgs,
  shared: EnvironmentPart,
  opts: pulumi.ComponentResourceOptions,
): void {
  const { aws: context, clusterName, keyArn, alertTopicArn, alertKeyArn } = shared;
  createRolloutFunction(
    `${name}-rollout`,
    { ...args, context, cluster: { name: clusterName }, keyArn, alertTopicArn, alertKeyArn },
    opts,
  );
}

function countedRecords(
  name: string,
  args: EnvironmentPartArgs,
  keyArn: pulumi.Output<string>,
  opts: pulumi.ComponentResourceOptions,
): RecordLog {
  const { logGroupName } = new SecretEvents(`${name}-events`, { ...args, keyArn }, opts);
  return { logGroupName, inEvents: true };
}
