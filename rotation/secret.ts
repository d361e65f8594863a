import { type Clock } from "./clock";
import { current, pending } from "./contract/labels";
import { RotationError } from "./rotation-error";
import { type SecretDescription, type SecretStore } from "./secret-store";
import { type SecretValues } from "./secret-values";
import { settled } from "./settled";
import { type Strategy } from "./strategy";
import { hasLabel, versionWith } from "./contract/version-labels";

/** What the engine works with. */
export interface RotationTools {
  store: SecretStore;
  clock: Clock;
  /** The strategies of a secret, by its name. @throws RotationError for a secret that the function does not rotate. */
  strategiesOf: (secretName: string) => readonly Strategy[];
}

/** A secret as one call found it. */
export interface Secret extends SecretDescription {
  store: SecretStore;
  clock: Clock;
  strategies: readonly Strategy[];
}

/** Describes a secret, again if its labels are not yet what the caller has reason to expect. */
export async function describeSecret(
  secretId: string,
  isSettled: (description: SecretDescription) => boolean,
  { store, clock, strategiesOf }: RotationTools,
): Promise<Secret> {
  const description = await settled(() => store.describe(secretId), isSettled, clock);
  return { ...description, store, clock, strategies: strategiesOf(description.name) };
}

/** A version's values. @throws RotationError where it has none, also after a while. */
export async function valuesOf(
  { arn, name, store, clock }: Secret,
  versionId: string,
): Promise<SecretValues> {
  const values = await settled(
    () => store.read(arn, versionId),
    (read) => read !== undefined,
    clock,
  );
  if (values === undefined) throw new RotationError(`version ${versionId} of ${name} has no value`);
  return values;
}

/** The values of AWSCURRENT; none where no version is current yet. */
export async function currentValues(secret: Secret): Promise<SecretValues> {
  const currentId = versionWith(current, secret.versions);
  return currentId === undefined ? {} : valuesOf(secret, currentId);
}

/** The version that a rotation under way has staged. */
export function pendingId({ versions }: SecretDescription): string | undefined {
  const id = versionWith(pending, versions);
  return id === undefined || hasLabel(id, current, versions) ? undefined : id;
}

/** The keys that no strategy owns and whose values differ. */
export function changedUnownedKeys(secret: Secret, one: SecretValues, other: SecretValues): string[] {
  const owned = new Set(secret.strategies.flatMap(({ keys }) => keys));
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].filter((key) => !owned.has(key) && one[key] !== other[key]).sort();
}
