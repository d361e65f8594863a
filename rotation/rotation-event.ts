import * as z from "zod";

/** What Secrets Manager calls a rotation function with. */
export const rotationEventSchema = z.object({
  Step: z.enum(["createSecret", "setSecret", "testSecret", "finishSecret"]),
  /** The secret's full ARN. */
  SecretId: z.string(),
  /** The new version's id, the same in all steps of a rotation. */
  ClientRequestToken: z.string(),
  /** Proves to PutSecretValue that Secrets Manager asked for the version. Sensitive. */
  RotationToken: z.string().optional(),
});
export type RotationEvent = z.output<typeof rotationEventSchema>;
