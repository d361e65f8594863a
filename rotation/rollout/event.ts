import * as z from "zod";

import { parseSecretName, serviceNameProblem } from "../../naming";
import { RotationError } from "../rotation-error";

/** Which services a call concerns. */
export interface Call {
  /** Service names, without the environment: the first ones to look at. */
  services: string[];
  /** Whether to look at the cluster's other services as well: one of them may have waited. */
  others: boolean;
  /** Whether a person has named the service. */
  direct?: boolean;
  dryRun: boolean;
}

const directSchema = z.strictObject({ service: z.string(), dryRun: z.boolean().default(false) });
const everythingSchema = z.strictObject({ dryRun: z.boolean().default(false) });
const scheduledSchema = z.object({ "detail-type": z.literal("Scheduled Event") });
const rotationSchema = z.object({
  "detail-type": z.literal("AWS Service Event via CloudTrail"),
  detail: z.object({ additionalEventData: z.object({ SecretId: z.string() }) }),
});
const secretCallSchema = z.object({
  "detail-type": z.literal("AWS API Call via CloudTrail"),
  detail: z.object({ requestParameters: z.object({ secretId: z.string() }) }),
});
const deploymentSchema = z.object({
  "detail-type": z.literal("ECS Deployment State Change"),
  resources: z.tuple([z.string()], z.string()),
});

const stoppedSchema = z.object({
  "detail-type": z.literal("ECS Task State Change"),
  detail: z.object({ group: z.string() }),
});

/**
 * Reads what the function is called with: an event of EventBridge, `{}` for all services, or `{service, dryRun?}` from a person.
 *
 * @throws RotationError for anything else.
 */
export function readCall(event: unknown, environment: string): Call {
  const direct = directSchema.safeParse(event);
  if (direct.success) return directCall(direct.data);
  const everything = everythingSchema.safeParse(event);
  if (everything.success) return { services: [], others: true, dryRun: everything.data.dryRun };
  if (scheduledSchema.safeParse(event).success) return { services: [], others: true, dryRun: false };
  const rotation = rotationSchema.safeParse(event);
  if (rotation.success) return secretCall(rotation.data.detail.additionalEventData.SecretId, environment);
  const secret = secretCallSchema.safeParse(event);
  if (secret.success) return secretCall(secret.data.detail.requestParameters.secretId, environment);
  const deployment = deploymentSchema.safeParse(event);
  if (deployment.success) return deploymentCall(deployment.data.resources[0], environment);
  const stopped = stoppedSchema.safeParse(event);
  if (stopped.success) return stoppedCall(stopped.data.detail.group, environment);
  throw new RotationError(
    'the event must be one that the rollout function has a rule for, {} or {"service": "…", "dryRun": …}',
  );
}

function directCall({ service, dryRun }: z.output<typeof directSchema>): Call {
  const problem = serviceNameProblem(service);
  if (problem !== undefined) throw new RotationError(`service name "${service}" ${problem}`);
  return { services: [service], others: false, direct: true, dryRun };
}

/** A secret's id is its name, its full ARN, or its ARN without the six characters at the end. */
function secretCall(secretId: string, environment: string): Call {
  const name = secretId.split(":").at(-1) ?? "";
  const parts = parseSecretName(name) ?? parseSecretName(name.replace(/-[A-Za-z0-9]{6}$/, ""));
  const services = parts?.environment === environment ? [parts.service] : [];
  return { services, others: false, dryRun: false };
}

/** A deployment that ends makes room for the next service's. */
function deploymentCall(serviceArn: string, environment: string): Call {
  const name = serviceArn.slice(serviceArn.lastIndexOf("/") + 1);
  const service = serviceOf(name, environment);
  return { services: service === undefined ? [] : [service], others: service !== undefined, dryRun: false };
}

/** A task's group is `service:<name>`, or `family:<name>` where a person has run it. A service's family has the service's name. */
function stoppedCall(group: string, environment: string): Call {
  const service = serviceOf(group.replace(/^(service|family):/, ""), environment);
  return { services: service === undefined ? [] : [service], others: false, dryRun: false };
}

/** The service behind an ECS service's name, `<service>-<environment>`. */
export function serviceOf(name: string, environment: string): string | undefined {
  const suffix = `-${environment}`;
  const service = name.slice(0, -suffix.length);
  return name.endsWith(suffix) && serviceNameProblem(service) === undefined ? service : undefined;
}
