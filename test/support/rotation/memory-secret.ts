import { randomUUID } from "node:crypto";
import { current, pending, previous } from "../../../rotation/contract/labels";
import { SecretStoreError } from "../../../rotation/secret-store-error";
import { type VersionLabels } from "../../../rotation/contract/version-labels";
import { secretText } from "../secret-text";

const maximumLabels = 20;

/** What a version is: its text, once it has one. */
interface Version {
  text?: string | undefined;
  labels: Set<string>;
}

/**
 * One secret as Secrets Manager keeps it, by the rules of its API on versions and staging labels. Facts:
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html and
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html
 */
export class MemorySecret {
  readonly arn: string;
  rotationEnabled = true;
  private versions = new Map<string, Version>();

  constructor(readonly name: string) {
    this.arn = `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-a1B2c3`;
  }

  /** The labels of the versions that have any, as DescribeSecret shows them. */
  labels(): VersionLabels {
    const labelled = [...this.versions].filter(([, { labels }]) => labels.size > 0);
    return Object.fromEntries(labelled.map(([id, { labels }]) => [id, [...labels]]));
  }

  /** The version's SecretString; `undefined` where GetSecretValue does not find one. */
  text(id: string): string | undefined {
    return this.versions.get(id)?.text;
  }

  versionWith(label: string): string | undefined {
    return [...this.versions].find(([, { labels }]) => labels.has(label))?.[0];
  }

  /** PutSecretValue. */
  put(id: string, text: string, labels: readonly string[] = [current]): void {
    if (id.length < 32 || id.length > 64) this.refuse("PutSecretValue", "InvalidParameterException");
    const present = this.text(id);
    if (present === text) return;
    if (present !== undefined) this.refuse("PutSecretValue", "ResourceExistsException");
    const isFirst = this.versions.size === 0;
    const wanted = isFirst ? new Set([current, ...labels]) : new Set(labels);
    this.checkRoom("PutSecretValue", wanted);
    // A new value from elsewhere abandons the rotation under way.
    if (wanted.has(current)) this.takeAway(pending);
    this.versions.set(id, { text: secretText(text), labels: this.versions.get(id)?.labels ?? new Set() });
    for (const label of wanted) this.attach(label, id);
  }

  /** UpdateSecretVersionStage. */
  move(label: string, from?: string, to?: string): void {
    const operation = "UpdateSecretVersionStage";
    if ((from ?? to) === undefined) this.refuse(operation, "InvalidParameterException");
    for (const id of [from, to].filter((each) => each !== undefined)) {
      if (id.length < 32) this.refuse(operation, "InvalidParameterException");
      if (!this.versions.has(id)) this.refuse(operation, "ResourceNotFoundException");
    }
    const holder = this.versionWith(label);
    if (from !== undefined ? holder !== from : holder !== undefined && holder !== to) {
      this.refuse(operation, "InvalidParameterException");
    }
    if (to === undefined) {
      if (label === current) this.refuse(operation, "InvalidParameterException");
      this.takeAway(label);
      return;
    }
    this.checkRoom(operation, new Set([label]));
    this.attach(label, to);
  }

  /**
   * What RotateSecret does before it calls the function: a version that has AWSPENDING and no value. A rotation under way is
   * taken up instead, as Secrets Manager does by itself.
   *
   * @returns The version's id, the rotation's token.
   */
  startRotation(): string {
    const present = this.versionWith(pending);
    if (present !== undefined && !this.isCurrent(present)) return present;
    const token = randomUUID();
    this.versions.set(token, { labels: new Set() });
    this.attach(pending, token);
    return token;
  }

  /** What RotateSecret with RotateImmediately=false calls testSecret with: a version with AWSPENDING and the present value. */
  startTest(): string {
    const token = randomUUID();
    const present = this.versionWith(current) ?? "";
    this.versions.set(token, { text: this.text(present), labels: new Set() });
    this.attach(pending, token);
    return token;
  }

  /** Removes the versions without labels, as Secrets Manager may do at any time once there are many. */
  collectDeprecated(): void {
    for (const [id, { labels }] of this.versions) if (labels.size === 0) this.versions.delete(id);
  }

  copy(): MemorySecret {
    const copied = new MemorySecret(this.name);
    copied.rotationEnabled = this.rotationEnabled;
    copied.versions = new Map(
      [...this.versions].map(([id, { text, labels }]) => [id, { text, labels: new Set(labels) }]),
    );
    return copied;
  }

  private isCurrent(id: string): boolean {
    return this.versionWith(current) === id;
  }

  /** A label leaves the version that had it. AWSPREVIOUS follows AWSCURRENT, and what is current is no longer pending. */
  private attach(label: string, id: string): void {
    const holder = this.versionWith(label);
    this.takeAway(label);
    this.versions.get(id)?.labels.add(label);
    if (label !== current || holder === id) return;
    if (holder !== undefined) this.attach(previous, holder);
    this.versions.get(id)?.labels.delete(pending);
  }

  private takeAway(label: string): void {
    for (const { labels } of this.versions.values()) labels.delete(label);
  }

  private checkRoom(operation: string, added: ReadonlySet<string>): void {
    const all = new Set([...this.versions.values()].flatMap(({ labels }) => [...labels]));
    if (new Set([...all, ...added]).size > maximumLabels) this.refuse(operation, "LimitExceededException");
  }

  private refuse(operation: string, code: string): never {
    throw new SecretStoreError(operation, this.arn, code);
  }
}
