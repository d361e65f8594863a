import { type LabelMove } from "../../../rotation/contract/move-label";
import { parseSecretValues } from "../../../rotation/parse-secret-values";
import { type NewVersion, type SecretDescription, type SecretStore } from "../../../rotation/secret-store";
import { SecretStoreError } from "../../../rotation/secret-store-error";
import { type SecretValues } from "../../../rotation/secret-values";
import { Process } from "./every-crash";
import { type MemorySecret } from "./memory-secret";

/** For how many calls after a change DescribeSecret and GetSecretValue still show what was before. */
export interface Lag {
  describe?: number;
  read?: number;
}

/** The API calls of one secret in memory. */
export class MemorySecretStore implements SecretStore {
  /** The versions that were written, with the labels and the rotation token that came along. */
  readonly written: Omit<NewVersion, "values">[] = [];
  /** The names of the calls so far. */
  readonly calls: string[] = [];
  /** The process that makes the calls. Another one may take its place, with the same world around it. */
  process = new Process();
  private readonly lag: Required<Lag>;
  /** What was before the last changes, and how often each call still shows it. */
  private before: { secret: MemorySecret; describe: number; read: number } | undefined;

  constructor(
    private readonly secret: MemorySecret,
    lag: Lag = {},
  ) {
    this.lag = { describe: 0, read: 0, ...lag };
  }

  describe(secretId: string): Promise<SecretDescription> {
    return this.call("DescribeSecret", secretId, () => {
      const { arn, name, rotationEnabled } = this.secret;
      return { arn, name, rotationEnabled, versions: this.shown("describe").labels() };
    });
  }

  read(secretId: string, versionId: string): Promise<SecretValues | undefined> {
    return this.call("GetSecretValue", secretId, () => {
      const text = this.shown("read").text(versionId);
      const where = `version ${versionId} of ${this.secret.name}`;
      return text === undefined ? undefined : parseSecretValues(text, where);
    });
  }

  write(secretId: string, { values, ...version }: NewVersion): Promise<void> {
    return this.call("PutSecretValue", secretId, () => {
      this.remember();
      this.secret.put(version.id, JSON.stringify(values), version.labels);
      this.written.push(version);
    });
  }

  move(secretId: string, { label, from, to }: LabelMove): Promise<void> {
    return this.call("UpdateSecretVersionStage", secretId, () => {
      this.remember();
      this.secret.move(label, from, to);
    });
  }

  /** Lets every call show what is. */
  catchUp(): void {
    this.before = undefined;
  }

  private call<Answer>(operation: string, secretId: string, effect: () => Answer): Promise<Answer> {
    return this.process.call(() => {
      this.calls.push(operation);
      if (secretId !== this.secret.arn && secretId !== this.secret.name) {
        throw new SecretStoreError(operation, secretId, "ResourceNotFoundException");
      }
      return effect();
    });
  }

  private remember(): void {
    this.before = { secret: this.before?.secret ?? this.secret.copy(), ...this.lag };
  }

  private shown(call: "describe" | "read"): MemorySecret {
    if (this.before === undefined) return this.secret;
    if (this.before.describe <= 0 && this.before.read <= 0) {
      this.before = undefined;
      return this.secret;
    }
    this.before[call] -= 1;
    return this.before[call] >= 0 ? this.before.secret : this.secret;
  }
}
