import { RotationError } from "../rotation-error";
import { type RotationEvent } from "../rotation-event";
import { changedUnownedKeys, currentValues, type Secret, valuesOf } from "../secret";
import { type SecretValues } from "../secret-values";

/** Makes the targets accept the pending version's credentials. */
export async function setSecret(secret: Secret, { ClientRequestToken: token }: RotationEvent): Promise<void> {
  const pending = await valuesOf(secret, token);
  const present = await currentValues(secret);
  refuseOutdated(secret, token, pending, present);
  const rotation = { secretName: secret.name, token };
  for (const strategy of secret.strategies) await strategy.set(pending, present, rotation);
}

/** A rotation that was stuck for long may hold what keys were before someone changed them. */
function refuseOutdated(secret: Secret, token: string, pending: SecretValues, present: SecretValues): void {
  const changed = changedUnownedKeys(secret, pending, present);
  if (changed.length === 0) return;
  throw new RotationError(
    `${changed.join(", ")} of ${secret.name} changed after version ${token} was made: ` +
      "remove AWSPENDING from that version by UpdateSecretVersionStage, and rotate again",
  );
}
