import { type RotationEvent } from "../rotation-event";
import { type Secret, valuesOf } from "../secret";

/** Proves that the pending version's credentials work. */
export async function testSecret(
  secret: Secret,
  { ClientRequestToken: token }: RotationEvent,
): Promise<void> {
  const values = await valuesOf(secret, token);
  for (const strategy of secret.strategies) await strategy.test(values);
}
