import * as pulumi from "@pulumi/pulumi";

import { deploymentFailedAlarm } from "../monitoring/environment-alarms";
import { type Environment as EnvironmentName } from "../naming";
import { createAlertDelivery } from "./alert-delivery";
import { alertTopicName, createAlertTopic } from "./alert-topic";
import { type AwsContext, awsContext } from "./aws-context";
import { createChatDelivery } from "./chat-delivery";
import { createCluster } from "./cluster";
import { notifyOfFailedDeployments } from "./environment-alarms";
import { knownArn } from "./known-arn";
import { createMetricAlarms } from "./metric-alarms";
import { type MonitoringSettings } from "./monitoring-settings";
import { type CreatedNetwork, type ExistingNetwork, Network, type PrivateEndpoints } from "./network";
import { findReplicaKey } from "./replicas";
import { regionalRoleSuffix, type RoleSettings } from "./role-arn";
import { type ServicePlace } from "./service-place";

export interface RegionalEnvironmentArgs {
  environment: EnvironmentName;
  /** The Region of the stack, for example `eu-central-1`. */
  region: string;
  /** Exactly one of a VPC to create and an existing one. */
  network: { create?: CreatedNetwork; existing?: ExistingNetwork };
  roleSettings: RoleSettings;
  monitoring: MonitoringSettings;
  /** Tags of every resource. */
  tags: Record<string, string>;
}

/**
 * What the services of one environment share in a Region that its secrets are replicated to: network, cluster and the topic of its
 * alerts. Everything that concerns the secrets is the primary Region's: key, wall, rotation, rollout, and who reads them.
 */
export class RegionalEnvironment extends pulumi.ComponentResource implements ServicePlace {
  readonly environment: EnvironmentName;
  readonly roleSuffix: string;
  readonly aws: AwsContext;
  readonly roleSettings: RoleSettings;
  readonly vpcId: pulumi.Output<string>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  readonly endpoints?: PrivateEndpoints;
  readonly clusterArn: pulumi.Output<string>;
  readonly clusterName: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  readonly alertTopicArn: pulumi.Output<string>;

  constructor(name: string, args: RegionalEnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    const { environment, region } = args;
    super("secret-backed-services:components:RegionalEnvironment", name, { environment, region }, opts);
    const childOptions = { parent: this };
    this.environment = environment;
    this.roleSuffix = regionalRoleSuffix(region);
    this.aws = awsContext(this);
    this.roleSettings = args.roleSettings;
    this.keyArn = findReplicaKey(environment, childOptions);
    const network = new Network(name, { ...args.network, tags: args.tags }, childOptions);
    const cluster = createCluster(name, args, childOptions);
    const alertTopic = createAlertTopic(name, args, this.keyArn, childOptions);

    this.vpcId = network.vpcId;
    this.privateSubnetIds = network.privateSubnetIds;
    this.publicSubnetIds = network.publicSubnetIds;
    if (network.endpoints) this.endpoints = network.endpoints;
    this.clusterArn = knownArn(cluster.arn, `the cluster of ${environment} in ${region}`);
    this.clusterName = cluster.name;
    this.alertTopicArn = alertTopic.arn;
    deliverAlerts(name, args, this, childOptions);
    watchDeployments(args, this, childOptions);
    this.registerOutputs({
      vpcId: this.vpcId,
      clusterArn: this.clusterArn,
      alertTopicArn: this.alertTopicArn,
    });
  }
}

function deliverAlerts(
  name: string,
  args: RegionalEnvironmentArgs,
  { environment, roleSuffix, aws: context, alertTopicArn: topicArn }: RegionalEnvironment,
  opts: pulumi.ComponentResourceOptions,
): void {
  const { subscriptions } = args.monitoring;
  const prefix = `${pulumi.getProject()}-${environment}${roleSuffix}`;
  createAlertDelivery(
    name,
    { topicArn, topicName: alertTopicName(environment), context, subscriptions },
    opts,
  );
  createChatDelivery(name, { ...args, prefix, topicArn, context, subscriptions }, opts);
}

/** ECS reports its deployments in their own Region only. */
function watchDeployments(
  { monitoring, tags }: RegionalEnvironmentArgs,
  { environment, clusterArn, alertTopicArn: topicArn }: RegionalEnvironment,
  opts: pulumi.CustomResourceOptions,
): void {
  const rule = notifyOfFailedDeployments({ environment, monitoring, clusterArn, topicArn, tags }, opts);
  const place = { ...monitoring, project: pulumi.getProject(), environment };
  createMetricAlarms({ alarms: [deploymentFailedAlarm(place, rule)], topicArn, tags }, opts);
}
