import * as labels from "../../../rotation/contract/labels";
import { type RolloutAnswer, type RolloutRequest } from "../../../rotation/contract/rollout-request";
import { type Alert } from "../../../rotation/rollout/alert";
import { type Deployment, type Observation } from "../../../rotation/rollout/observation";
import { type RolloutActions } from "../../../rotation/rollout/rollout-actions";
import { readRollout } from "../../../rotation/rollout/secret-rollout";
import { SimulatedSecret } from "./ecs-world-secret";

/** Ends a run of the reconciler as a crash does: what was called has happened. */
export class Crash extends Error {}

interface WorldTask {
  arn: string;
  createdAt: Date;
  startedBy: string;
  status: "RUNNING" | "STOPPING" | "STOPPED";
  /** The version of each secret that it started with. */
  holds: string[];
  /** It started with a version that had been taken back, which a person had made AWSCURRENT again since. */
  unseen: boolean;
}

interface WorldDeployment extends Deployment {
  rolloutState: "IN_PROGRESS" | "COMPLETED" | "FAILED";
  failures: number;
}

const threshold = 3;

/**
 * A service on ECS with its secrets, as a rollout meets them: deployments that fail and are rolled back, tasks that stop late or
 * that people run, labels that people move. It writes down whatever may never happen.
 */
export class World {
  readonly service = "web-prod";
  readonly secrets: SimulatedSecret[];
  readonly violations: string[] = [];
  readonly alerts: Alert[] = [];
  calls = 0;
  forced = 0;
  desiredCount = 2;
  private crashAfter = Infinity;
  private time = Date.UTC(2026, 0, 1);
  private created = 0;
  private deployments: WorldDeployment[] = [];
  private tasks: WorldTask[] = [];

  constructor(secretCount: number) {
    this.secrets = Array.from({ length: secretCount }, (_, index) => new SimulatedSecret(index));
    this.beginDeployment();
    this.tick(4);
  }

  now(): Date {
    return new Date(this.time);
  }

  pass(seconds: number): void {
    this.time += seconds * 1000;
  }

  /** The next run crashes after this many calls. */
  crashNext(afterCalls: number): void {
    this.crashAfter = afterCalls;
  }

  crashNoMore(): void {
    this.crashAfter = Infinity;
  }

  observe(): Observation {
    const running = this.tasks.filter(
      ({ status, startedBy }) => status === "RUNNING" && startedBy.startsWith("ecs-svc/"),
    );
    return {
      service: this.service,
      now: this.now(),
      secrets: this.secrets.map((secret) => secret.observe()),
      desiredCount: this.desiredCount,
      runningCount: running.length,
      pendingCount: 0,
      deployments: this.deployments.map((deployment) => ({ ...deployment })),
      tasks: this.tasks.filter(({ status }) => status !== "STOPPED").map((task) => ({ ...task })),
      deployingServices: [],
      maximumConcurrentDeployments: 1,
    };
  }

  readonly actions: RolloutActions = {
    forceNewDeployment: () => {
      this.forced += 1;
      const { id, createdAt } = this.beginDeployment();
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
  tick(seconds = 1): void {
    for (let second = 0; second < seconds; second += 1) this.tickOnce();
  }

  /** A person deploys, or the service's program does. */
  beginDeployment(): WorldDeployment {
    for (const deployment of this.deployments) deployment.status = "ACTIVE";
    this.time += 1;
    const deployment: WorldDeployment = {
      id: `ecs-svc/${this.nextNumber()}`,
      status: "PRIMARY",
      createdAt: this.now(),
      rolloutState: "IN_PROGRESS",
      failures: 0,
    };
    this.deployments.unshift(deployment);
    return deployment;
  }

  /** A person runs a task of the family. */
  runTask(): void {
    this.startTask("a person");
  }

  stopTasksOfPeople(): void {
    for (const task of this.tasks) if (task.startedBy === "a person") task.status = "STOPPED";
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
    secret.put(`v${this.nextNumber()}`, { ...version, unowned: false, holdsOld: true }, this.now());
  }

  /** A person puts a value, and may change keys that nothing can check. */
  put(index: number, version: { broken: boolean; unowned: boolean }): void {
    this.pass(20);
    this.secretAt(index).put(`v${this.nextNumber()}`, { ...version, holdsOld: false }, this.now());
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

  private tickOnce(): void {
    this.pass(1);
    for (const task of this.tasks) if (task.status === "STOPPING") task.status = "STOPPED";
    const primary = this.deployments.find(({ status }) => status === "PRIMARY");
    if (primary === undefined || primary.rolloutState === "FAILED") return;
    const own = this.tasks.filter(
      ({ startedBy, status }) => startedBy === primary.id && status === "RUNNING",
    );
    for (const task of own.slice(this.desiredCount)) task.status = "STOPPING";
    if (own.length < this.desiredCount) this.startTaskOf(primary);
    else if (primary.rolloutState === "IN_PROGRESS") this.complete(primary);
  }

  private startTaskOf(deployment: WorldDeployment): void {
    if (this.startTask(deployment.id) || deployment.rolloutState === "COMPLETED") return;
    deployment.failures += 1;
    if (deployment.failures < threshold) return;
    deployment.rolloutState = "FAILED";
    const before = this.deployments.find(({ rolloutState }) => rolloutState === "COMPLETED");
    if (before === undefined) return;
    deployment.status = "ACTIVE";
    this.stopTasksOf(({ id }) => id === deployment.id);
    Object.assign(before, { status: "PRIMARY", rolloutState: "IN_PROGRESS", failures: 0 });
  }

  private complete(deployment: WorldDeployment): void {
    deployment.rolloutState = "COMPLETED";
    this.stopTasksOf(({ id }) => id !== deployment.id);
    this.deployments = [deployment];
  }

  private stopTasksOf(isMeant: (deployment: { id: string }) => boolean): void {
    for (const task of this.tasks) {
      const isOfService = task.startedBy.startsWith("ecs-svc/") && isMeant({ id: task.startedBy });
      if (isOfService && task.status === "RUNNING") task.status = "STOPPING";
    }
  }

  private startTask(startedBy: string): boolean {
    const holds = this.secrets.map((secret) => secret.versionOf(labels.current) ?? "");
    const works = this.secrets.every((secret, index) => secret.works(holds[index] ?? ""));
    const status = works ? "RUNNING" : "STOPPED";
    const unseen = this.secrets.some((secret, index) => secret.versionOf(labels.rolledBack) === holds[index]);
    this.tasks.push({
      unseen,
      arn: `task/${this.nextNumber()}`,
      createdAt: this.now(),
      startedBy,
      status,
      holds,
    });
    return works;
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

  private retire(secret: SimulatedSecret, versions: string[], counts: (task: WorldTask) => boolean): void {
    const index = this.secrets.indexOf(secret);
    for (const task of this.tasks.filter(({ status }) => status !== "STOPPED").filter(counts)) {
      const held = task.holds[index] ?? "";
      if (versions.includes(held)) this.violations.push(`${task.arn} holds retired ${held}`);
    }
    secret.retire(versions);
  }

  /** A label is on one version at most by the store's own rule; the two that say where a rollout is must not be many. */
  private checkLabels(): void {
    for (const secret of this.secrets) {
      const count = (prefix: string) => secret.labels().filter((label) => label.startsWith(prefix)).length;
      if (count("DEPLOYMENT=") > 2)
        this.violations.push(`${secret.name} has more marks than a crash explains`);
      if (secret.labels().length > 20) this.violations.push(`${secret.name} has more labels than AWS allows`);
    }
  }

  private async called<Result>(result: Result): Promise<Result> {
    this.calls += 1;
    this.crashAfter -= 1;
    this.time += 10;
    if (this.crashAfter <= 0) throw new Crash();
    return Promise.resolve(result);
  }

  private secretWith(arn: string): SimulatedSecret {
    const secret = this.secrets.find((each) => each.arn === arn);
    if (secret === undefined) throw new Error(`no secret ${arn}`);
    return secret;
  }

  private nextNumber(): number {
    this.created += 1;
    return this.created;
  }
}
