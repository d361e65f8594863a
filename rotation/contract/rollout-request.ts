import * as z from "zod";

/**
 * What the rollout function asks of a rotation function, beside Secrets Manager's four steps. Each may be repeated.
 *
 * - `retireSecret`: makes what only the other versions hold unusable, once the credentials of AWSCURRENT are seen to work; answers
 *   `invalid`, and does nothing, where they do not.
 * - `checkSecret`: tells whether the credentials of `Versions` still work, so that AWSCURRENT may go back to them.
 * - `endOverlap`: writes a new AWSCURRENT in which overlap keys no longer hold the values before.
 */
export const rolloutRequestSchema = z.object({
  Step: z.enum(["retireSecret", "checkSecret", "endOverlap"]),
  /** The secret's full ARN. */
  SecretId: z.string(),
  /** The version that must be AWSCURRENT; the request is refused otherwise. */
  CurrentVersionId: z.string(),
  /** The versions to retire or to check. */
  VersionIds: z.array(z.string()),
});
export type RolloutRequest = z.output<typeof rolloutRequestSchema>;

/** The answer to a request; a rotation function that fails throws. */
export const rolloutAnswerSchema = z.discriminatedUnion("outcome", [
  /** Done. `overlapHours`: how long overlap keys must hold the values before from now on; 0 for not at all. */
  z.object({ outcome: z.literal("retired"), overlapHours: z.number() }),
  z.object({ outcome: z.literal("valid") }),
  /** `reason`: a clause that names the key and why, without any value. */
  z.object({ outcome: z.literal("invalid"), reason: z.string() }),
  /** What could be tried works, and the rest has no strategy that could tell. */
  z.object({ outcome: z.literal("unknown"), reason: z.string() }),
  z.object({ outcome: z.literal("overlap-ended") }),
]);
export type RolloutAnswer = z.output<typeof rolloutAnswerSchema>;
