import { z } from "zod";

import { accessSchema } from "./access-schema";
import { clusterSchema } from "./cluster-schema";
import { monitoringSchema } from "./monitoring-schema";
import { networkSchema } from "./network-schema";
import { rolloutSchema } from "./rollout-schema";

const text = z.string().min(1);

/**
 * What the stack of an environment tells those with a part of its services, as its output `environment`: the settings that
 * hold for them too, and the resources that they share. No secret is among it.
 */
export const environmentOutputsSchema = z.object({
  settings: z.object({
    network: networkSchema,
    /** Absent where the cluster is the environment's own. */
    cluster: clusterSchema.optional(),
    access: accessSchema,
    rollout: rolloutSchema,
    /** Without the subscriptions: the alert topic, which has them, is shared. */
    monitoring: monitoringSchema,
    /** Whether a pipeline has roles for the environment's previews and deployments. */
    hasDeliveryRoles: z.boolean(),
  }),
  /** Names of the services that the environment's own stack has. */
  serviceNames: z.array(text),
  vpcId: text,
  privateSubnetIds: z.array(text),
  publicSubnetIds: z.array(text),
  /** Present where VPC endpoints are the tasks' only way out. */
  endpoints: z.object({ securityGroupId: text, s3PrefixListId: text }).optional(),
  clusterArn: text,
  clusterName: text,
  alertTopicArn: text,
  /** ARN of the key that encrypts the alerts. */
  alertKeyArn: text,
  /** The log group that the audit trail is delivered to. */
  trailLogGroupName: text,
});
/** The outputs as they are declared; monitoring's subscriptions may be left out. */
export type DeclaredOutputs = z.input<typeof environmentOutputsSchema>;
export type EnvironmentOutputs = z.output<typeof environmentOutputsSchema>;

/** The outputs as they were read, or one message that says what is wrong with them and what to do. */
export type ReadOutputs = { valid: true; outputs: EnvironmentOutputs } | { valid: false; message: string };

/** Checks what a stack says of its environment; `value` is its output `environment`, `undefined` where it has none. */
export function readEnvironmentOutputs(stack: string, value: unknown): ReadOutputs {
  const read = environmentOutputsSchema.safeParse(value);
  if (read.success) return { valid: true, outputs: read.data };
  const places = read.error.issues.map(({ path }) => ["environment", ...path].join("."));
  const missing = [...new Set(places)].join(", ");
  return {
    valid: false,
    message: `the outputs of stack ${stack} lack what its parts need, or have it in another form (${missing}): deploy that stack first, with the same version of this program`,
  };
}
