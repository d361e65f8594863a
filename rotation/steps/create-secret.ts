import { pending, rolledBack } from "../contract/labels";
import { RotationError } from "../rotation-error";
import { type RotationEvent } from "../rotation-event";
import { currentValues, type Secret } from "../secret";
import { isRefusal } from "../secret-store-error";
import { type SecretValues } from "../secret-values";
import { settled } from "../settled";
import { type Rotation } from "../strategy";
import { versionWith } from "../contract/version-labels";

/** Gives the pending version its value, once. */
export async function createSecret(secret: Secret, event: RotationEvent): Promise<void> {
  const { arn, name, store } = secret;
  const { ClientRequestToken: token, RotationToken: rotationToken } = event;
  if (await hasValue(secret, token)) return;
  const present = await currentValues(secret);
  await retireRolledBack(secret, present);
  const values = await nextValues(secret, present, { secretName: name, token });
  try {
    await store.write(arn, { id: token, values, labels: [pending], rotationToken });
  } catch (error) {
    // A duplicate of this call was faster. Its value stands.
    if (!isRefusal(error, "ResourceExistsException")) throw error;
  }
}

/** Asks twice: a second value would not only be refused, a strategy may revoke the first one's key to make it. */
async function hasValue({ arn, store, clock }: Secret, versionId: string): Promise<boolean> {
  const values = await settled(
    () => store.read(arn, versionId),
    (read) => read !== undefined,
    clock,
    2,
  );
  return values !== undefined;
}

/** Clears away the credentials of a version that was taken back. They are the ones that this rotation needs next. */
async function retireRolledBack(secret: Secret, present: SecretValues): Promise<void> {
  const { arn, store, strategies, versions } = secret;
  const id = versionWith(rolledBack, versions);
  if (id === undefined) return;
  const old = await store.read(arn, id);
  if (old !== undefined) {
    for (const strategy of strategies) await strategy.retire(old, present);
  }
  // Last, so that a crash before it means that everything is retired once more.
  await store.move(arn, { label: rolledBack, from: id }).catch((error: unknown) => {
    // It is removed already, and was described too early.
    if (!isRefusal(error, "InvalidParameterException")) throw error;
  });
}

async function nextValues(
  { strategies }: Secret,
  present: SecretValues,
  rotation: Rotation,
): Promise<SecretValues> {
  let next = present;
  for (const strategy of strategies) {
    const made = await strategy.create(present, rotation);
    const foreign = Object.keys(made).find((key) => !strategy.keys.includes(key));
    if (foreign !== undefined) {
      throw new RotationError(
        `the strategy of ${strategy.keys.join(", ")} made ${foreign}, which is not its own`,
      );
    }
    next = { ...next, ...made };
  }
  return next;
}
