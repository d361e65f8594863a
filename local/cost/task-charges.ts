import { z } from "zod";

import { type Registration } from "../offline/registration";
import { type Amounts, originOf, type Range, times, type Use } from "./amounts";
import { hoursPerMonth } from "./assumptions";

/** What a Fargate task is charged for: AWS's units are 1024 CPU units and MiB. */
const taskSchema = z.object({
  cpu: z.coerce.number(),
  memory: z.coerce.number(),
  runtimePlatform: z.object({ cpuArchitecture: z.string().optional() }).optional(),
  ephemeralStorage: z.object({ sizeInGib: z.number() }).optional(),
});

const serviceSchema = z.object({ name: z.string().optional(), desiredCount: z.number().default(1) });
const targetSchema = z.object({ resourceId: z.string(), minCapacity: z.number(), maxCapacity: z.number() });

/** What each task has without a charge (https://aws.amazon.com/fargate/pricing/). */
const includedStorageGb = 20;

/** An ECS service's tasks, all month long. Deployments, which run more for some minutes, are left out. */
export function taskCharges(service: Registration, use: Use): Amounts | string {
  const definition = originOf(service, "taskDefinition", "aws:ecs/taskDefinition:TaskDefinition", use);
  const task = taskSchema.safeParse(definition?.inputs);
  const tasks = taskCount(service, use);
  if (!task.success || tasks === undefined) return "how large its tasks are, and how many, is not known here";
  const { cpu, memory, runtimePlatform, ephemeralStorage } = task.data;
  const hours = times(tasks, hoursPerMonth);
  const cpuHours = times(hours, cpu / 1024);
  const memoryHours = times(hours, memory / 1024);
  const storage = Math.max(0, (ephemeralStorage?.sizeInGib ?? 0) - includedStorageGb);
  return {
    ...(runtimePlatform?.cpuArchitecture === "ARM64"
      ? { fargateArmCpu: cpuHours, fargateArmMemory: memoryHours }
      : { fargateCpu: cpuHours, fargateMemory: memoryHours }),
    ...(storage > 0 && { fargateStorage: times(hours, storage) }),
  };
}

function taskCount(service: Registration, { resources }: Use): Range | undefined {
  const { data } = serviceSchema.safeParse(service.inputs);
  if (data === undefined) return undefined;
  const targets = resources
    .filter(({ type }) => type === "aws:appautoscaling/target:Target")
    .map(({ inputs }) => targetSchema.safeParse(inputs).data);
  const target = targets.find(
    (scaled) => data.name !== undefined && scaled?.resourceId.endsWith(`/${data.name}`),
  );
  return target === undefined
    ? { min: data.desiredCount, max: data.desiredCount }
    : { min: target.minCapacity, max: target.maxCapacity };
}
