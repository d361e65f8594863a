import * as z from "zod";

import { type MaintenanceWindow, type RolloutEnvironment } from "../contract/rollout-environment";
import { RotationError } from "../rotation-error";
import { maintenanceWindowSchema } from "./maintenance-window";

/** {@link RolloutEnvironment}, read. */
export interface RolloutSettings {
  cluster: string;
  environment: string;
  /** Names of the services that the function rolls out, without the environment. */
  services: string[];
  alertTopicArn: string;
  maintenanceWindow?: MaintenanceWindow | undefined;
  maximumConcurrentDeployments: number;
  /** The Regions that secrets are replicated to. */
  replicaRegions: string[];
}

const variablesSchema = z.object({
  CLUSTER: z.string().min(1),
  ENVIRONMENT: z.string().min(1),
  SERVICES: z.string().min(1),
  ALERT_TOPIC_ARN: z.string().min(1),
  MAINTENANCE_WINDOW: z.string(),
  MAXIMUM_CONCURRENT_DEPLOYMENTS: z.string().regex(/^[1-9]\d*$/),
  REPLICA_REGIONS: z.string().regex(/^([a-z0-9-]+(,[a-z0-9-]+)*)?$/),
}) satisfies z.ZodType<RolloutEnvironment>;

/** @throws RotationError that names the variables that are missing or malformed. */
export function readSettings(variables: Record<string, string | undefined>): RolloutSettings {
  const read = variablesSchema.safeParse(variables);
  if (!read.success) {
    const names = read.error.issues.map(({ path }) => path.join("."));
    throw new RotationError(`environment variables missing or malformed: ${names.join(", ")}`);
  }
  return {
    cluster: read.data.CLUSTER,
    environment: read.data.ENVIRONMENT,
    services: read.data.SERVICES.split(","),
    alertTopicArn: read.data.ALERT_TOPIC_ARN,
    maintenanceWindow: readWindow(read.data.MAINTENANCE_WINDOW),
    maximumConcurrentDeployments: Number(read.data.MAXIMUM_CONCURRENT_DEPLOYMENTS),
    replicaRegions: read.data.REPLICA_REGIONS.split(",").filter((region) => region !== ""),
  };
}

function readWindow(text: string): MaintenanceWindow | undefined {
  if (text === "") return undefined;
  try {
    return maintenanceWindowSchema.parse(JSON.parse(text));
  } catch {
    throw new RotationError("environment variables missing or malformed: MAINTENANCE_WINDOW");
  }
}
