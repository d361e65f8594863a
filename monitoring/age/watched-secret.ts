import { z } from "zod";

/** The secrets whose ages are reported: the value of the function's environment variable SECRETS, as JSON. */
export const watchedSecretsSchema = z.array(
  z.object({
    service: z.string(),
    name: z.string(),
    /** Full ARN. */
    arn: z.string(),
    /** Days after which a secret that does not rotate by itself must have got a new value. */
    deadlineInDays: z.number(),
  }),
);
export type WatchedSecret = z.output<typeof watchedSecretsSchema>[number];
