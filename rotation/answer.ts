import * as z from "zod";
import { type RolloutAnswer, rolloutRequestSchema } from "./contract/rollout-request";
import { logged } from "./log";
import { answerRolloutRequest } from "./rollout-requests";
import { rotate } from "./rotate";
import { RotationError } from "./rotation-error";
import { rotationEventSchema } from "./rotation-event";
import { type RotationTools } from "./secret";

const callSchema = z.discriminatedUnion("Step", [rotationEventSchema, rolloutRequestSchema]);
type Call = z.output<typeof callSchema>;

/**
 * Answers one call of a rotation function: by Secrets Manager in a rotation, or by the rollout function.
 *
 * @throws RotationError for anything that goes wrong, with no value in it.
 */
export async function answer(
  event: unknown,
  tools: RotationTools,
): Promise<RolloutAnswer | { outcome: "done" | "already current" }> {
  const call = readCall(event);
  const entry = { secret: nameInArn(call.SecretId), step: call.Step };
  return "ClientRequestToken" in call
    ? logged({ ...entry, version: call.ClientRequestToken }, tools.clock, async () => ({
        outcome: await rotate(call, tools),
      }))
    : logged({ ...entry, version: call.CurrentVersionId }, tools.clock, () =>
        answerRolloutRequest(call, tools),
      );
}

/** The event holds a token: a message about it names fields only. */
function readCall(event: unknown): Call {
  const { success, data, error } = callSchema.safeParse(event);
  if (success) return data;
  const fields = error.issues.map(({ path }) => path.join(".") || "(all of it)");
  throw new RotationError(
    `the event is neither a rotation's step nor a rollout request; see ${fields.join(", ")}`,
  );
}

/** A secret's name as far as its ARN tells it, for the log alone. */
function nameInArn(arn: string): string {
  return arn.replace(/^arn:.*:secret:/, "").replace(/-[^-]*$/, "");
}
