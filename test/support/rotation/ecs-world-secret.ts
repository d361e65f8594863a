import * as labels from "../../../rotation/contract/labels";
import { type RolloutAnswer } from "../../../rotation/contract/rollout-request";
import { type ObservedSecret } from "../../../rotation/rollout/observation";
import { type LabelMove } from "../../../rotation/contract/move-label";

interface SimulatedVersion {
  /** A task that starts with it fails. */
  broken: boolean;
  /** It changed keys that nothing can check. */
  unowned: boolean;
  /** Its overlap keys hold the value before. */
  holdsOld: boolean;
}

/** A secret by its versions and labels, with Secrets Manager's rules for moving them. */
export class SimulatedSecret {
  readonly name: string;
  readonly arn: string;
  /** The ids of all versions that were ever AWSCURRENT by being put, the oldest first. */
  readonly history = ["v0"];
  /** Whether a function that is not the service's own rotates it. */
  isRotatedElsewhere = false;
  private readonly versions = new Map<string, SimulatedVersion>();
  private readonly places = new Map<string, string>();
  private readonly retired = new Set<string>();
  private changedAt = new Date(0);

  constructor(index: number) {
    this.name = `web-prod-${String(["config", "api-keys", "credentials"][index])}`;
    this.arn = `arn:aws:secretsmanager:us-east-1:000000000000:secret:${this.name}-AbCdEf`;
    this.versions.set("v0", { broken: false, unowned: false, holdsOld: false });
    this.places.set(labels.current, "v0");
  }

  observe(): ObservedSecret {
    const versions: Record<string, string[]> = {};
    for (const [label, version] of this.places) (versions[version] ??= []).push(label);
    const { arn, name, changedAt } = this;
    const rotationFunction = this.isRotatedElsewhere ? "foreignFunctionArn" : "rotationFunctionArn";
    return { arn, name, [rotationFunction]: `${arn}:function`, versions, changedAt };
  }

  put(id: string, version: SimulatedVersion, now: Date): void {
    this.versions.set(id, version);
    this.history.push(id);
    this.move({ label: labels.current, from: this.versionOf(labels.current), to: id }, now);
  }

  move({ label, from, to }: LabelMove, now: Date): void {
    const place = this.places.get(label);
    if (place !== from && place !== to)
      throw new Error(`${label} is on ${String(place)}, not on ${String(from)}`);
    if (from !== undefined && place !== from) throw new Error(`${label} is not on ${from}`);
    if (to === undefined) this.places.delete(label);
    else this.places.set(label, to);
    if (label === labels.current && from !== undefined) this.places.set(labels.previous, from);
    this.changedAt = now;
  }

  /** A change that has nothing to do with values, such as of a tag. */
  touch(now: Date): void {
    this.changedAt = now;
  }

  versionOf(label: string): string | undefined {
    return this.places.get(label);
  }

  labels(): string[] {
    return [...this.places.keys()];
  }

  labelledVersions(): string[] {
    return [...new Set(this.places.values())].sort();
  }

  works(version: string): boolean {
    return this.versions.get(version)?.broken === false && !this.retired.has(version);
  }

  overlapHours(version: string): number {
    return this.versions.get(version)?.holdsOld === true ? 1 : 0;
  }

  /** A retired credential fails its test; one that merely breaks the service does not. */
  check(current: string, versions: readonly string[]): RolloutAnswer {
    if (this.versions.get(current)?.unowned === true)
      return { outcome: "unknown", reason: "KEY has no strategy" };
    const dead = versions.find((version) => this.retired.has(version));
    return dead === undefined
      ? { outcome: "valid" }
      : { outcome: "invalid", reason: `${dead} does not work` };
  }

  retire(versions: readonly string[]): void {
    for (const version of versions) this.retired.add(version);
  }
}
