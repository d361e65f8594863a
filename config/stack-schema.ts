import { z } from "zod";

import { accessSchema } from "./access-schema";
import { clusterSchema } from "./cluster-schema";
import { deliverySchema } from "./delivery-schema";
import { exceptionSchema } from "./exception-schema";
import { monitoringSchema } from "./monitoring-schema";
import { networkSchema } from "./network-schema";
import { replicaOfSchema, replicaRegionsSchema } from "./replica-schema";
import { rolloutSchema } from "./rollout-schema";
import { serviceSchema } from "./service-schema";

/** Retention periods that CloudWatch Logs accepts, in days. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** All settings of a stack that makes an environment. */
export const stackSchema = z.strictObject({
  network: networkSchema,
  cluster: clusterSchema.optional(),
  services: z.array(serviceSchema).describe("The services of this stack."),
  access: accessSchema
    .prefault({})
    .describe("Who gets at the stack's secrets, beside the services themselves."),
  rollout: rolloutSchema.prefault({}).describe("How rotated values reach the running tasks."),
  monitoring: monitoringSchema
    .prefault({})
    .describe("What is watched, from when on it is an alarm, and who hears of it."),
  delivery: deliverySchema.optional(),
  replicaRegions: replicaRegionsSchema,
  replicaOf: replicaOfSchema,
  deletionProtection: z
    .boolean()
    .optional()
    .describe(
      "Whether secrets, key, logs and load balancers are protected and retained. Default true in prod, else false.",
    ),
  recoveryWindowInDays: z
    .int()
    .min(0)
    .max(30)
    .refine((days) => days === 0 || days >= 7, "must be 7 to 30 days, or 0 to delete at once")
    .optional()
    .describe(
      "Days in which a deleted secret can be restored: 7 to 30, or 0 outside prod. Default 30 in prod, else 7.",
    ),
  logRetentionInDays: z
    .literal([...retentionDays], `must be one of ${retentionDays.join(", ")}`)
    .optional()
    .describe("Days that the services' logs are kept. Default 365 in prod, else 30."),
  tags: z
    .record(z.string(), z.string())
    .default({})
    .describe("Tags of every resource, beside Environment, Service and Project."),
  policyExceptions: z
    .array(exceptionSchema)
    .default([])
    .describe("What policies may find in single resources for a time. Default none."),
  environmentStack: z
    .string()
    .regex(
      /^([\w.-]+\/[\w.-]+\/)?[\w-]+$/,
      "must be the name of a stack: <stack>, or <organization>/<project>/<stack>",
    )
    .optional()
    .describe(
      "Only in a stack with a part of an environment's services, such as prod-payments: the stack that makes the environment, whose network, cluster, access, rollout, monitoring and delivery hold here too. <stack>, or <organization>/<project>/<stack>.",
    ),
});

/** The settings that the stack of an environment makes for all stacks of the environment. */
export const sharedSettings = ["network", "cluster", "access", "rollout", "monitoring", "delivery"] as const;

/** The settings of replicas in other Regions, which a part's secrets have none of. */
export const replicaSettings = ["replicaRegions", "replicaOf"] as const;

/** The settings that no stack has that has a part of an environment's services. */
export type EnvironmentSetting = (typeof sharedSettings | typeof replicaSettings)[number];

/** All settings of a stack that has a part of an environment's services. */
export const partSchema = stackSchema
  .omit({ network: true, cluster: true, access: true, rollout: true, monitoring: true, delivery: true })
  .omit({ replicaRegions: true, replicaOf: true })
  .extend({
    services: stackSchema.shape.services.min(1),
    environmentStack: stackSchema.shape.environmentStack
      .unwrap()
      .describe("The stack that makes the environment, such as prod."),
  });

/** The declaration of a stack that makes an environment, with defaults filled in. */
export type DeclaredStack = z.output<typeof stackSchema>;

/** The declaration of a stack that has a part of an environment's services, with defaults filled in. */
export type DeclaredPart = z.output<typeof partSchema>;
