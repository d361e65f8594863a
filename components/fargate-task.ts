import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ContainerDefinition, type Volume } from "./container-definition";

export interface FargateTaskArgs {
  family: string;
  /** Container definitions in ECS's own words. */
  containers: ContainerDefinition[];
  volumes: Volume[];
  /** CPU units; 1024 are one vCPU. */
  cpu: number;
  /** MiB. */
  memory: number;
  architecture: "X86_64" | "ARM64";
  /** GiB. ECS gives 20 when absent. */
  ephemeralStorage?: number | undefined;
  executionRoleArn: pulumi.Input<string>;
  taskRoleArn: pulumi.Input<string>;
  tags: Record<string, string>;
}

/**
 * A Fargate task definition. Its containers are also the component's inputs: the JSON document of the definition
 * itself is wholly unknown as long as one new ARN in it is, and a policy pack could not read it at first preview.
 */
export class FargateTask extends pulumi.ComponentResource {
  readonly taskDefinitionArn: pulumi.Output<string>;

  constructor(name: string, args: FargateTaskArgs, opts?: pulumi.ComponentResourceOptions) {
    super("secret-backed-services:components:FargateTask", name, args, opts);
    const {
      family,
      containers,
      volumes,
      cpu,
      memory,
      architecture,
      ephemeralStorage,
      executionRoleArn,
      taskRoleArn,
      tags,
    } = args;
    const definition = new aws.ecs.TaskDefinition(
      name,
      {
        family,
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: String(cpu),
        memory: String(memory),
        runtimePlatform: { cpuArchitecture: architecture, operatingSystemFamily: "LINUX" },
        ...(ephemeralStorage === undefined ? {} : { ephemeralStorage: { sizeInGib: ephemeralStorage } }),
        volumes: volumes.map((volume) => ({ name: volume.name })),
        executionRoleArn,
        taskRoleArn,
        containerDefinitions: pulumi.jsonStringify(containers),
        tags,
      },
      { parent: this },
    );
    this.taskDefinitionArn = definition.arn;
    this.registerOutputs({ taskDefinitionArn: this.taskDefinitionArn });
  }
}
