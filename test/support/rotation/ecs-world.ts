import * as labels from "../../../rotation/contract/labels";
import { type RolloutAnswer, type RolloutRequest } from "../../../rotation/contract/rollout-request";
import { type Alert } from "../../../rotation/rollout/alert";
import { type Observation, type ReplicaService } from "../../../rotation/rollout/observation";
import { type RolloutActions } from "../../../rotation/rollout/rollout-actions";
import { readRollout } from "../../../rotation/rollout/secret-rollout";
import { SimulatedReplica } from "./ecs-world-replica";
import { SimulatedSecret } from "./ecs-world-secret";
import { SimulatedService, type SimulatedTask, type WorldTime } from "./ecs-world-service";

/** Ends a run of the reconciler as a crash does: what was called has happened. */
export class Crash extends Error {}

const person = "a person";

/** Seconds that a change takes to a replica: more than ECS takes to start a task. */
const replicationSeconds = 3;

/** How many times as long as in the primary Region everything takes ECS in the other one. */
const slowness = 2;

/** The service in another Region. */
interface ReplicaRegion {
  secrets: SimulatedReplica[];
  service: SimulatedService;
}

/**
 * A service on ECS with its secrets, in one Region or two, as a rollout meets them: deployments that fail, and people who put values, move labels and
 * run tasks. It writes down whatever may never happen.
 */
export class World {
  readonly secrets: SimulatedSecret[];
  readonly service: SimulatedService;
  readonly violations: string[] = [];
  readonly alerts: Alert[] = [];
  calls = 0;
  forced = 0;
  private readonly time = { now: Date.UTC(2026, 0, 1) };
  private crashAfter = Infinity;
  private versions = 0;

  private readonly replica: ReplicaRegion | undefined;
  private seconds = 0;

  constructor(secretCount: number, isReplicated = false) {
    this.secrets = Array.from({ length: secretCount }, (_, index) => new SimulatedSecret(index));
    this.service = new SimulatedService(this.secrets, this.time);
    this.replica = isReplicated ? replicaOf(this.secrets, this.time) : undefined;
    for (const service of this.services()) service.beginDeployment();
    this.tick(4);
  }

  now(): Date {
    return new Date(this.time.now);
  }

  pass(seconds: number): void {
    this.time.now += seconds * 1000;
    this.replicate();
  }

  /** The next run crashes after this many calls. */
  crashNext(afterCalls: number): void {
    this.crashAfter = afterCalls;
  }

  crashNoMore(): void {
    this.crashAfter = Infinity;
  }

  observe(): Observation {
    return {
      service: "web-prod",
      now: this.now(),
      secrets: this.secrets.map((secret) => secret.observe()),
      deployingServices: [],
      maximumConcurrentDeployments: 1,
      ...this.service.observe(),
      replicas: this.replica === undefined ? [] : [observeReplica(this.secrets, this.replica)],
    };
  }

  readonly actions: RolloutActions = {
    forceNewDeployment: (_, region) => {
      if (region === undefined) this.forced += 1;
      const service = region === undefined ? this.service : this.replica?.service;
      if (service === undefined) throw new Error(`no service in ${String(region)}`);
      const { id, createdAt } = service.beginDeployment();
      return this.called({ id, createdAt });
    },
    move: (arn, move) => {
      this.secretWith(arn).move(move, this.now());
      this.checkLabels();
      return this.called(undefined);
    },
    ask: (_, request) => this.called(this.answer(request)),
    alert: (alert) => {
      this.alerts.push(alert);
      return this.called(undefined);
    },
  };

  /** ECS goes on for some seconds. */
  tick(seconds: number): void {
    for (let second = 0; second < seconds; second += 1) {
      this.seconds += 1;
      if (this.seconds % replicationSeconds === 0) this.replicate();
      this.service.tick();
      if (this.seconds % slowness === 0) this.replica?.service.tick();
    }
  }

  /** ECS deploys for a reason of its own. */
  beginDeployments(): void {
    for (const service of this.services()) service.beginDeployment();
  }

  private services(): SimulatedService[] {
    return [this.service, ...(this.replica === undefined ? [] : [this.replica.service])];
  }

  private replicate(): void {
    for (const secret of this.replica?.secrets ?? []) secret.replicate();
  }

  /** A person runs a task of the family. */
  runTask(): void {
    for (const service of this.services()) service.startTask(person);
  }

  stopTasksOfPeople(): void {
    for (const service of this.services()) service.stopTasksStartedBy(person);
  }

  /**
   * Secrets Manager rotates, if the rotation function agrees. It clears away what was rolled back, which no task may hold, unless
   * a person brought it back and took it away again before the rollout function saw it.
   */
  rotate(index: number, version: { broken: boolean }): void {
    const secret = this.secretAt(index);
    if (readRollout(secret.observe())?.finished !== true) return;
    const rolledBack = secret.versionOf(labels.rolledBack);
    if (rolledBack !== undefined) {
      this.retire(secret, [rolledBack], ({ unseen }) => !unseen);
      secret.move({ label: labels.rolledBack, from: rolledBack }, this.now());
    }
    secret.put(this.nextVersion(), { ...version, unowned: false, holdsOld: true }, this.now());
  }

  /** A person puts a value, and may change keys that nothing can check. */
  put(index: number, version: { broken: boolean; unowned: boolean }): void {
    this.pass(20);
    this.secretAt(index).put(this.nextVersion(), { ...version, holdsOld: false }, this.now());
  }

  /** A person moves AWSCURRENT to one of the versions that still have a label. */
  moveByHand(index: number, position: number): string | undefined {
    this.pass(20);
    const secret = this.secretAt(index);
    const from = secret.versionOf(labels.current);
    const others = secret.labelledVersions().filter((version) => version !== from);
    const to = others[position % Math.max(1, others.length)];
    if (to === undefined) return undefined;
    secret.move({ label: labels.current, from, to }, this.now());
    return from;
  }

  secretAt(index: number): SimulatedSecret {
    const secret = this.secrets[index % this.secrets.length];
    if (secret === undefined) throw new Error("a world has a secret");
    return secret;
  }

  private answer({ Step, SecretId, CurrentVersionId, VersionIds }: RolloutRequest): RolloutAnswer {
    const secret = this.secretWith(SecretId);
    if (secret.versionOf(labels.current) !== CurrentVersionId) throw new Error("not AWSCURRENT");
    switch (Step) {
      case "retireSecret":
        if (!secret.works(CurrentVersionId)) return { outcome: "invalid", reason: "it does not work" };
        this.retire(secret, VersionIds, () => true);
        return { outcome: "retired", overlapHours: secret.overlapHours(CurrentVersionId) };
      case "checkSecret":
        return secret.check(CurrentVersionId, VersionIds);
      case "endOverlap":
        if (secret.overlapHours(CurrentVersionId) > 0) {
          const version = { broken: false, unowned: false, holdsOld: false };
          secret.put(`${CurrentVersionId}-ended`, version, this.now());
        }
        return { outcome: "overlap-ended" };
    }
  }

  private retire(
    secret: SimulatedSecret,
    versions: string[],
    counts: (task: SimulatedTask) => boolean,
  ): void {
    const index = this.secrets.indexOf(secret);
    const tasks = this.services().flatMap((service) => service.unstoppedTasks());
    for (const task of tasks.filter(counts)) {
      const held = task.holds[index] ?? "";
      if (versions.includes(held)) this.violations.push(`${task.arn} holds retired ${held}`);
    }
    secret.retire(versions);
  }

  /** A label is on one version at most by the store's own rule; those that hold a time must not be many, whatever crashes. */
  private checkLabels(): void {
    for (const secret of this.secrets) {
      const count = (prefix: string) => secret.labels().filter((label) => label.startsWith(prefix)).length;
      if (count("DEPLOYMENT=") > 2)
        this.violations.push(`${secret.name} has more marks than a crash explains`);
      if (count("DEPLOYMENT_IN=") > 2)
        this.violations.push(`${secret.name} has more regional marks than a crash explains`);
      if (count("OVERLAP_UNTIL=") > 1) this.violations.push(`${secret.name} has more than one overlap`);
      // AWSCURRENT, AWSPREVIOUS, DEPLOYED, two marks in each of two Regions, OVERLAP_UNTIL, ROLLED_BACK and HELD. AWS allows 20.
      if (secret.labels().length > 10)
        this.violations.push(`${secret.name} has more labels than there are kinds`);
    }
  }

  private async called<Result>(result: Result): Promise<Result> {
    this.calls += 1;
    this.crashAfter -= 1;
    this.time.now += 10;
    if (this.crashAfter <= 0) throw new Crash();
    return Promise.resolve(result);
  }

  private secretWith(arn: string): SimulatedSecret {
    const secret = this.secrets.find((each) => each.arn === arn);
    if (secret === undefined) throw new Error(`no secret ${arn}`);
    return secret;
  }

  private nextVersion(): string {
    this.versions += 1;
    return `v${this.versions}`;
  }
}

function replicaOf(primaries: readonly SimulatedSecret[], time: WorldTime): ReplicaRegion {
  const secrets = primaries.map((secret) => new SimulatedReplica(secret));
  return { secrets, service: new SimulatedService(secrets, time) };
}

function observeReplica(
  primaries: readonly SimulatedSecret[],
  { secrets, service }: ReplicaRegion,
): ReplicaService {
  const versions = primaries.map(
    ({ name }, index) => [name, secrets[index]?.versionOf(labels.current)] as const,
  );
  return {
    region: "eu-central-1",
    currentVersions: Object.fromEntries(versions),
    ...service.observe(),
  };
}
