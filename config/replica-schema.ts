import { z } from "zod";

/** (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html) */
const region = z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, "must be a Region, such as eu-central-1");

/** The Regions that a stack's secrets are replicated to. */
export const replicaRegionsSchema = z
  .array(region)
  .max(10)
  .default([])
  .describe(
    "Regions that the stack's secrets are replicated to, each with a key of its own. Services run there in a stack of their own, <environment>-<region>. Default none.",
  );

/** The primary Region of the secrets that a stack's services use. */
export const replicaOfSchema = region
  .optional()
  .describe(
    "Primary Region of the secrets, in a stack named <environment>-<region>: its services use the replicas in its own Region, and it makes and rotates no secret. Default a stack with secrets of its own.",
  );
