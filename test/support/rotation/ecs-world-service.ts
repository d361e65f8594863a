import * as labels from "../../../rotation/contract/labels";
import { type Deployment, type ObservedService } from "../../../rotation/rollout/observation";
import { type SimulatedSecret } from "./ecs-world-secret";

export interface SimulatedTask {
  arn: string;
  createdAt: Date;
  startedBy: string;
  status: "RUNNING" | "STOPPING" | "STOPPED";
  /** The version of each secret that it started with. */
  holds: string[];
  /** It started with a version that had been taken back, which a person had made AWSCURRENT again since. */
  unseen: boolean;
}

interface SimulatedDeployment extends Deployment {
  rolloutState: "IN_PROGRESS" | "COMPLETED" | "FAILED";
  failures: number;
}

/** How many tasks a deployment may lose before the circuit breaker brings the one before back. */
const threshold = 3;

/** The time of a world, in milliseconds. */
export interface WorldTime {
  now: number;
}

/** An ECS service: deployments that fail and are rolled back, tasks that stop late or that people run. */
export class SimulatedService {
  desiredCount = 2;
  private created = 0;
  private deployments: SimulatedDeployment[] = [];
  private readonly tasks: SimulatedTask[] = [];

  constructor(
    private readonly secrets: readonly Pick<SimulatedSecret, "versionOf" | "works">[],
    private readonly time: WorldTime,
  ) {}

  observe(): ObservedService {
    const running = this.unstoppedTasks().filter(
      ({ status, startedBy }) => status === "RUNNING" && startedBy.startsWith("ecs-svc/"),
    );
    return {
      desiredCount: this.desiredCount,
      runningCount: running.length,
      pendingCount: 0,
      deployments: this.deployments.map((deployment) => ({ ...deployment })),
      tasks: this.unstoppedTasks().map((task) => ({ ...task })),
    };
  }

  unstoppedTasks(): SimulatedTask[] {
    return this.tasks.filter(({ status }) => status !== "STOPPED");
  }

  beginDeployment(): SimulatedDeployment {
    for (const deployment of this.deployments) deployment.status = "ACTIVE";
    this.time.now += 1;
    const deployment: SimulatedDeployment = {
      id: `ecs-svc/${this.nextNumber()}`,
      status: "PRIMARY",
      createdAt: new Date(this.time.now),
      rolloutState: "IN_PROGRESS",
      failures: 0,
    };
    this.deployments.unshift(deployment);
    return deployment;
  }

  /** A second goes by. */
  tick(): void {
    this.time.now += 1000;
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

  /** Whether the task runs: every secret's AWSCURRENT works. */
  startTask(startedBy: string): boolean {
    const holds = this.secrets.map((secret) => secret.versionOf(labels.current) ?? "");
    const works = this.secrets.every((secret, index) => secret.works(holds[index] ?? ""));
    const unseen = this.secrets.some((secret, index) => secret.versionOf(labels.rolledBack) === holds[index]);
    const status = works ? "RUNNING" : "STOPPED";
    const arn = `task/${this.nextNumber()}`;
    this.tasks.push({ arn, createdAt: new Date(this.time.now), startedBy, status, holds, unseen });
    return works;
  }

  stopTasksStartedBy(startedBy: string): void {
    for (const task of this.tasks) if (task.startedBy === startedBy) task.status = "STOPPED";
  }

  private startTaskOf(deployment: SimulatedDeployment): void {
    if (this.startTask(deployment.id) || deployment.rolloutState === "COMPLETED") return;
    deployment.failures += 1;
    if (deployment.failures < threshold) return;
    deployment.rolloutState = "FAILED";
    const before = this.deployments.find(({ rolloutState }) => rolloutState === "COMPLETED");
    if (before === undefined) return;
    deployment.status = "ACTIVE";
    this.drain((startedBy) => startedBy === deployment.id);
    Object.assign(before, { status: "PRIMARY", rolloutState: "IN_PROGRESS", failures: 0 });
  }

  private complete(deployment: SimulatedDeployment): void {
    deployment.rolloutState = "COMPLETED";
    this.drain((startedBy) => startedBy !== deployment.id);
    this.deployments = [deployment];
  }

  /** Stops the service's own tasks; ECS leaves those of people alone. */
  private drain(isMeant: (startedBy: string) => boolean): void {
    for (const task of this.tasks) {
      const isOwn = task.startedBy.startsWith("ecs-svc/") && isMeant(task.startedBy);
      if (isOwn && task.status === "RUNNING") task.status = "STOPPING";
    }
  }

  private nextNumber(): number {
    this.created += 1;
    return this.created;
  }
}
