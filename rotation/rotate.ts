import { current, pending } from "./contract/labels";
import { createSecret } from "./steps/create-secret";
import { finishSecret } from "./steps/finish-secret";
import { refuseUnfinishedRollout } from "./steps/refuse-unfinished-rollout";
import { RotationError } from "./rotation-error";
import { type RotationEvent } from "./rotation-event";
import { describeSecret, type RotationTools, type Secret } from "./secret";
import { type SecretDescription } from "./secret-store";
import { setSecret } from "./steps/set-secret";
import { testSecret } from "./steps/test-secret";
import { hasLabel } from "./contract/version-labels";

const steps = { createSecret, setSecret, testSecret, finishSecret };

/**
 * Does one of a rotation's four steps. It may come again, late or out of order: a step that is done does nothing, and one that
 * comes too early or too late fails and changes nothing.
 *
 * @throws RotationError when the step may not be taken, or when a strategy's credentials do not work.
 */
export async function rotate(
  event: RotationEvent,
  tools: RotationTools,
): Promise<"done" | "already current"> {
  const { SecretId, ClientRequestToken: token } = event;
  const secret = await describeSecret(SecretId, (description) => isStaged(token, description), tools);
  refuseUnstaged(token, secret);
  if (hasLabel(token, current, secret.versions)) return "already current";
  // Secrets Manager tests a rotation by testSecret alone, at any time.
  if (event.Step !== "testSecret") refuseUnfinishedRollout(secret);
  await steps[event.Step](secret, event);
  return "done";
}

function isStaged(token: string, { versions }: SecretDescription): boolean {
  return hasLabel(token, pending, versions) || hasLabel(token, current, versions);
}

function refuseUnstaged(token: string, { name, rotationEnabled, versions }: Secret): void {
  if (!rotationEnabled) throw new RotationError(`rotation of ${name} is off: turn it on by RotateSecret`);
  if (hasLabel(token, current, versions) || hasLabel(token, pending, versions)) return;
  const problem = token in versions ? "is not AWSPENDING (any more)" : "is not staged for rotation";
  throw new RotationError(`version ${token} of ${name} ${problem}: start a rotation by RotateSecret`);
}
