import { type SecretValues } from "./secret-values";

/** What a strategy knows of the rotation that it takes part in. */
export interface Rotation {
  /** Name of the secret, `<service>-<environment>-<type>`. */
  secretName: string;
  /** The new version's id: the same for every call of one rotation, another for each rotation. */
  token: string;
}

/**
 * How one JSON key of a secret is rotated. The engine owns the protocol: steps, staging labels, versions. A strategy knows one
 * kind of credential. Every call may come again after a crash in the middle of it, and must then succeed.
 */
export interface Strategy {
  /** The keys of the secret that the strategy writes: its own, and that of a partner or an id. */
  readonly keys: readonly string[];

  /**
   * Makes the next values of the strategy's keys. Called only while the version has no value yet; a crash before the value is
   * stored means another call with the same token.
   */
  create(current: SecretValues, rotation: Rotation): Promise<SecretValues>;

  /** Makes the target accept `pending`, while `current` stays valid. */
  set(pending: SecretValues, current: SecretValues, rotation: Rotation): Promise<void>;

  /** Proves that `values` work by using them for what the service does. @throws RotationError when they do not. */
  test(values: SecretValues): Promise<void>;

  /** Makes what only `old` holds unusable. Does nothing where `current` holds the same credential. */
  retire(old: SecretValues, current: SecretValues): Promise<void>;

  /** For keys whose old value stays in another key of the same secret for a time. */
  readonly overlap?: Overlap;
}

export interface Overlap {
  /** Hours after the rollout for which the old value must still be accepted. */
  readonly hours: number;
  /** Whether `values` hold an old value. */
  holdsOld(values: SecretValues): boolean;
  /** The keys that change, with no old value in them. */
  end(values: SecretValues): SecretValues;
}
