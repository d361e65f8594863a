import { type SecretValues } from "../../rotation/secret-values";
import { type PassingCall } from "../support/faults/fault-proxy";
import { type EcsService } from "../support/rotation/ecs-service";
import { type IssuerServer } from "../support/rotation/issuer-server";
import { type SoakedSecret } from "./soaked-secret";

/** Milliseconds around a change of AWSCURRENT in which it is not known which version a task started with. */
const vagueness = 150;

/** Knows which version each task started with, and sees whether a credential goes that a task still uses. */
export class TaskWatch {
  readonly violations: string[] = [];
  /** When AWSCURRENT may have changed. */
  private changes: number[] = [];
  /** Which version was current from when on. */
  private readonly history: { since: number; version: string }[] = [];
  private readonly held = new Map<string, string | undefined>();
  private readonly values = new Map<string, SecretValues>();

  constructor(
    private readonly secret: SoakedSecret,
    private readonly ecs: EcsService,
    private readonly issuer: IssuerServer,
  ) {}

  /** Hears of a call that was done. */
  passing({ operation, body }: PassingCall): void {
    const moves = ["UpdateSecretVersionStage", "PutSecretValue"].includes(operation);
    if (moves && body.includes("AWSCURRENT")) this.changes.push(new Date().getTime());
  }

  /** Looks at the tasks that run now: their API key must work. */
  async look(): Promise<void> {
    const version = await this.secret.current();
    if (this.history.at(-1)?.version !== version) this.history.push({ since: new Date().getTime(), version });
    if (!this.values.has(version)) this.values.set(version, await this.secret.values(version));
    for (const { taskArn = "", createdAt, lastStatus } of await this.ecs.tasks()) {
      if (lastStatus !== "RUNNING") continue;
      if (!this.held.has(taskArn)) this.held.set(taskArn, this.versionAt(createdAt?.getTime() ?? 0));
      const version = this.held.get(taskArn);
      const key = version === undefined ? undefined : this.values.get(version)?.API_KEY;
      if (key !== undefined && !this.issuer.isActive(key)) {
        this.violations.push(
          `the API key of ${taskArn.slice(-8)}, which runs with version ${String(version)}, was revoked`,
        );
      }
    }
  }

  /** The versions that the running tasks started with; `undefined` where that is not known. */
  async versions(): Promise<(string | undefined)[]> {
    await this.look();
    const running = await this.ecs.tasks();
    return running
      .filter(({ lastStatus }) => lastStatus === "RUNNING")
      .map(({ taskArn = "" }) => this.held.get(taskArn));
  }

  /** The last change before `time` began the version that was seen first after it. */
  private versionAt(time: number): string | undefined {
    if (this.changes.some((change) => Math.abs(change - time) < vagueness)) return undefined;
    const next = this.changes.find((change) => change > time);
    const seen = this.history.filter(({ since }) => next === undefined || since < next);
    return seen.at(-1)?.version;
  }
}
