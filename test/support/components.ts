import * as pulumi from "@pulumi/pulumi";

import { type AwsContext } from "../../components/aws-context";
import { Environment, type EnvironmentArgs } from "../../components/environment";
import { type MonitoringSettings } from "../../components/monitoring-settings";
import { type ServiceSpec } from "../../components/service-spec";
import { monitoringSchema } from "../../config/monitoring-schema";
import { type OwnAnswers } from "../../local/offline/provider-answers";
import { type Registration } from "../../local/offline/registration";
import { type Properties, type Value } from "../../local/offline/wire-values";

/** What AWS would answer to what the recorder cannot know: a VPC's parts, and the names of endpoint services. */
export const networkAnswers: OwnAnswers = {
  newResource: ({ type }): Properties => {
    if (type === "aws:ec2/vpcEndpoint:VpcEndpoint") return { prefixListId: "pl-00000001" };
    if (type !== "awsx:ec2:Vpc") return {};
    return {
      vpcId: "vpc-00000001",
      privateSubnetIds: ["subnet-private1", "subnet-private2"],
      publicSubnetIds: ["subnet-public1", "subnet-public2"],
      isolatedSubnetIds: ["subnet-isolated1", "subnet-isolated2"],
      routeTables: [{ id: "rtb-00000001" }, { id: "rtb-00000002" }],
    };
  },
  call: (token, { service }) => {
    if (token !== "aws:ec2/getVpcEndpointService:getVpcEndpointService" || typeof service !== "string")
      return undefined;
    return { id: service, serviceName: `com.amazonaws.us-east-1.${service}` };
  },
};

/** An environment in an existing network. */
export function testEnvironment(overrides: Partial<EnvironmentArgs> = {}): Environment {
  const existing = {
    vpcId: "vpc-1",
    privateSubnetIds: ["subnet-1", "subnet-2"],
    publicSubnetIds: ["subnet-3", "subnet-4"],
  };
  return new Environment("test", {
    environment: "test",
    network: { existing },
    services: [{ name: "auth-service", secrets: [] }],
    rollout: { maximumConcurrentDeployments: 1, schedule: "rate(5 minutes)" },
    roleSettings: { path: "/" },
    monitoring: monitoringSettings({ trailLogGroupName: "trail" }),
    logRetentionInDays: 30,
    deletionProtection: false,
    tags: { Environment: "test" },
    ...overrides,
  });
}

/** What is watched by default; `overrides` says what is not as by default. */
export function monitoringSettings(overrides: Partial<MonitoringSettings> = {}): MonitoringSettings {
  return { ...monitoringSchema.parse({}), ...overrides };
}

/** The smallest service; `overrides` says what is special about it. */
export function serviceSpec(overrides: Partial<ServiceSpec> = {}): ServiceSpec {
  return {
    name: "auth-service",
    image: "public.ecr.aws/example/auth-service:1.0.0",
    cpu: 256,
    memory: 512,
    architecture: "X86_64",
    desiredCount: 1,
    user: "10001:10001",
    readonlyRootFilesystem: true,
    writablePaths: [],
    stopTimeout: 30,
    environment: {},
    egress: [],
    permissions: [],
    enableExecuteCommand: false,
    secrets: [],
    ...overrides,
  };
}

/** Where AWS's commercial, Chinese or GovCloud regions are, without a provider. */
export function contextOf(partition: "aws" | "aws-cn" | "aws-us-gov"): AwsContext {
  const region = { aws: "eu-west-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1" }[partition];
  return {
    accountId: pulumi.output("123456789012"),
    callerArn: pulumi.output(`arn:${partition}:sts::123456789012:assumed-role/deploy/session`),
    region: pulumi.output(region),
    partition: pulumi.output(partition),
    dnsSuffix: pulumi.output(partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"),
  };
}

/** `<type> <name>` of each resource, in alphabetical order. */
export function typesAndNames(resources: readonly Registration[]): string[] {
  return resources.map(({ type, name }) => `${type} ${name}`).sort();
}

/** A property that must be a known text. */
export function textOf(value: Value | undefined): string {
  if (typeof value !== "string") throw new TypeError("the property is not a text");
  return value;
}

/** Parses a JSON document among a resource's inputs. */
export function parseDocument(value: Value | undefined): unknown {
  return JSON.parse(textOf(value));
}
