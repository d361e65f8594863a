import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { chargesOf } from "./recorded-charges";

/** An ECS service of tasks of 0.5 vCPU and 1 GB. */
function declareService(
  name: string,
  service: aws.ecs.ServiceArgs,
  task: Partial<aws.ecs.TaskDefinitionArgs> = {},
): void {
  const definition = new aws.ecs.TaskDefinition(name, {
    family: name,
    containerDefinitions: "[]",
    cpu: "512",
    memory: "1024",
    ...task,
  });
  new aws.ecs.Service(name, { taskDefinition: definition.arn, ...service });
}

const scaled = (service: string) =>
  new aws.appautoscaling.Target(service, {
    resourceId: `service/shop/${service}`,
    minCapacity: 2,
    maxCapacity: 6,
    scalableDimension: "ecs:service:DesiredCount",
    serviceNamespace: "ecs",
  });

describe("taskCharges", () => {
  it("multiplies a task's size by the desired count and the hours of a month", async () => {
    const charges = await chargesOf(() => {
      declareService("api", { desiredCount: 3 });
    });
    assert.deepEqual(charges, {
      api: { fargateCpu: { min: 1095, max: 1095 }, fargateMemory: { min: 2190, max: 2190 } },
    });
  });

  it("takes ECS's own count of one where none is given", async () => {
    const { api } = await chargesOf(() => {
      declareService("api", {});
    });
    assert.deepEqual(api, { fargateCpu: { min: 365, max: 365 }, fargateMemory: { min: 730, max: 730 } });
  });

  it("goes from the least to the most tasks of autoscaling, of this service alone", async () => {
    const { api, web } = await chargesOf(() => {
      scaled("api");
      declareService("api", { name: "api", desiredCount: 3 });
      declareService("web", { name: "other-api", desiredCount: 1 });
    });
    assert.deepEqual(api, { fargateCpu: { min: 730, max: 2190 }, fargateMemory: { min: 1460, max: 4380 } });
    assert.deepEqual(web, { fargateCpu: { min: 365, max: 365 }, fargateMemory: { min: 730, max: 730 } });
  });

  it("tells ARM from x86, and charges for storage above 20 GB", async () => {
    const { api } = await chargesOf(() => {
      const runtimePlatform = { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" };
      declareService("api", { desiredCount: 2 }, { runtimePlatform, ephemeralStorage: { sizeInGib: 50 } });
    });
    assert.deepEqual(api, {
      fargateArmCpu: { min: 730, max: 730 },
      fargateArmMemory: { min: 1460, max: 1460 },
      fargateStorage: { min: 43800, max: 43800 },
    });
  });

  it("says so where the task definition or its size is not known", async () => {
    const charges = await chargesOf(() => {
      new aws.ecs.Service("foreign", { taskDefinition: "web:1" });
      declareService("unsized", {}, { cpu: "1 vCPU" });
    });
    const problem = "how large its tasks are, and how many, is not known here";
    assert.deepEqual(charges, { foreign: problem, unsized: problem });
  });
});
