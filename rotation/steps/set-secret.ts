import { RotationError } from "../rotation-error";
import { type RotationEvent } from "../rotation-event";
import { changedUnownedKeys, currentValues, type Secret, valuesOf } from "../secret";
import { type SecretValues } from "../secret-values";

/** Makes the targets accept the pending version's credentials. */
export async function setSecret(secret: Secret, { ClientRequestToken: token }: RotationEvent): Promise<void> {
  const pending = await valuesOf(secret, token);
  const present = await currentValues(secret);
  const changed = changedUnownedKeys(secret, pending, present);
  if (changed.length > 0) await abandonOutdated(secret, token, { pending, present, changed });
  const rotation = { secretName: secret.name, token };
  for (const strategy of secret.strategies) await strategy.set(pending, present, rotation);
}

/**
 * A rotation that was stuck for long may hold what keys were before someone changed them, and is never current then. What it has made at the
 * targets would stay there for good otherwise, and count among the keys that an issuer allows.
 */
async function abandonOutdated(
  { name, strategies }: Secret,
  token: string,
  { pending, present, changed }: { pending: SecretValues; present: SecretValues; changed: string[] },
): Promise<never> {
  for (const strategy of strategies) await strategy.retire(pending, present);
  throw new RotationError(
    `${changed.join(", ")} of ${name} changed after version ${token} was made: ` +
      "remove AWSPENDING from that version by UpdateSecretVersionStage, and rotate again",
  );
}
