import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type Environment as EnvironmentName } from "../naming";
import { type AwsContext, awsContext } from "./aws-context";
import { keyPolicyStatements } from "./key-policy";
import { type CreatedNetwork, type ExistingNetwork, Network, type PrivateEndpoints } from "./network";
import { policyDocument } from "./policy-document";

export interface EnvironmentArgs {
  environment: EnvironmentName;
  /** Exactly one of a VPC to create and an existing one. */
  network: { create?: CreatedNetwork; existing?: ExistingNetwork };
  /** Protects the key from deletion, and keeps it should it leave the program all the same. */
  deletionProtection: boolean;
  /** Tags of every resource. */
  tags: Record<string, string>;
}

/** What the services of one environment share: network, cluster, encryption key and the topic of its alerts. */
export class Environment extends pulumi.ComponentResource {
  readonly environment: EnvironmentName;
  readonly aws: AwsContext;
  readonly vpcId: pulumi.Output<string>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  /** Present where VPC endpoints are the tasks' only way out. */
  readonly endpoints?: PrivateEndpoints;
  readonly clusterArn: pulumi.Output<string>;
  readonly clusterName: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
  readonly alertTopicArn: pulumi.Output<string>;

  constructor(name: string, args: EnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    const { environment, deletionProtection } = args;
    super("secret-backed-services:components:Environment", name, { environment, deletionProtection }, opts);
    const childOptions = { parent: this };
    this.environment = environment;
    this.aws = awsContext(this);
    const network = new Network(name, { ...args.network, tags: args.tags }, childOptions);
    const key = createKey(name, args, this.aws, childOptions);
    const cluster = createCluster(name, args, childOptions);
    const alertTopic = createAlertTopic(name, args, key, childOptions);

    this.vpcId = network.vpcId;
    this.privateSubnetIds = network.privateSubnetIds;
    this.publicSubnetIds = network.publicSubnetIds;
    if (network.endpoints) this.endpoints = network.endpoints;
    this.clusterArn = cluster.arn;
    this.clusterName = cluster.name;
    this.keyArn = key.arn;
    this.alertTopicArn = alertTopic.arn;
    this.registerOutputs({
      vpcId: this.vpcId,
      clusterArn: this.clusterArn,
      keyArn: this.keyArn,
      alertTopicArn: this.alertTopicArn,
    });
  }
}

function createKey(
  name: string,
  { environment, deletionProtection, tags }: EnvironmentArgs,
  context: AwsContext,
  opts: pulumi.CustomResourceOptions,
): aws.kms.Key {
  const key = new aws.kms.Key(
    `${name}-key`,
    {
      description: `Secrets, logs and alerts of ${environment}`,
      policy: policyDocument(keyPolicyStatements(context, environment)),
      enableKeyRotation: true,
      deletionWindowInDays: deletionProtection ? 30 : 7,
      tags,
    },
    { ...opts, protect: deletionProtection, retainOnDelete: deletionProtection },
  );
  new aws.kms.Alias(
    `${name}-key`,
    { name: `alias/${pulumi.getProject()}-${environment}`, targetKeyId: key.keyId },
    opts,
  );
  return key;
}

function createCluster(
  name: string,
  { environment, tags }: EnvironmentArgs,
  opts: pulumi.CustomResourceOptions,
): aws.ecs.Cluster {
  return new aws.ecs.Cluster(
    name,
    {
      name: `${pulumi.getProject()}-${environment}`,
      settings: [{ name: "containerInsights", value: environment === "prod" ? "enhanced" : "enabled" }],
      tags,
    },
    opts,
  );
}

function createAlertTopic(
  name: string,
  { environment, tags }: EnvironmentArgs,
  key: aws.kms.Key,
  opts: pulumi.CustomResourceOptions,
): aws.sns.Topic {
  return new aws.sns.Topic(
    `${name}-alerts`,
    { name: `${pulumi.getProject()}-${environment}-alerts`, kmsMasterKeyId: key.arn, tags },
    opts,
  );
}
