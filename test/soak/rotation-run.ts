import { setTimeout as delay } from "node:timers/promises";

import { TagResourceCommand } from "@aws-sdk/client-ecs";

import { awsProblem } from "../../operations/aws/aws-problem";
import { awsClients } from "../../operations/aws/clients";
import { InputError } from "../../operations/input-error";
import { changeSecret } from "../../operations/value/change-secret";
import { readSecretValue } from "../../operations/value/secret-value";
import { hasLabel, versionWith } from "../../rotation/contract/version-labels";
import { handler as rolloutHandler } from "../../rotation/rollout/handler";
import { RotationError } from "../../rotation/rotation-error";
import { type RotationEvent } from "../../rotation/rotation-event";
import { type Draws } from "../support/faults/seeded";
import { secretText } from "../support/secret-text";
import { type RunLog } from "./outcome";
import { wrongAtAnyTime, wrongInTheEnd } from "./rotation-checks";
import { type RotationWorld } from "./rotation-world";
import { secretName } from "./soaked-secret";

const steps = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;
const happenings = ["rotate", "rotate", "roll out", "roll out", "put", "break"] as const;

/** What happens to a service's secret in a run, chosen by its seed. */
export class RotationRun {
  /** What the key that a person keeps may hold: more than one value after a change of which it is not known whether it was made. */
  private manual: string[];
  /** A person whose command ended in a message gives it once more. */
  private mustPutAgain = false;

  constructor(
    private readonly world: RotationWorld,
    private readonly draws: Draws,
    private readonly log: RunLog,
  ) {
    this.manual = [world.manual];
  }

  async happen(): Promise<void> {
    const what = this.draws.pick(happenings);
    if (what === "rotate") await this.rotate(1 + this.draws.integer(3));
    if (what === "roll out") await this.rollOut(1 + this.draws.integer(3));
    if (what === "put") await this.put();
    if (what === "break") await this.breakNextVersion();
    await this.check();
  }

  /** Nothing happens any more: what is under way comes to its end. */
  async settle(): Promise<void> {
    this.log.story.push("quiet from here on");
    if (this.mustPutAgain) await this.put();
    await this.untilOver();
    await this.finishPending();
    let state = await this.untilOver();
    if (state === "held") {
      await this.put();
      state = await this.untilOver();
    }
    await this.check();
    const { secret, issuer, tasks } = this.world;
    const [labels, values] = [await secret.labels(), await secret.values()];
    const works = issuer.isActive(values.API_KEY);
    const seen = { labels, values, works, activeKeys: issuer.active.length, state, manual: this.manual };
    this.wrong(...wrongInTheEnd({ ...seen, runningVersions: await tasks.versions() }));
  }

  /** As Secrets Manager does: one step after the other, each again if it fails, until it gives up. */
  private async rotate(attempts: number): Promise<boolean> {
    const token = await this.world.secret.startRotation(this.draws.uuid());
    for (const step of steps) {
      if (!(await this.takeStep(step, token, attempts))) return false;
    }
    return true;
  }

  private async takeStep(Step: RotationEvent["Step"], token: string, attempts: number): Promise<boolean> {
    const RotationToken = secretText();
    const event = { Step, SecretId: this.world.secret.arn, ClientRequestToken: token, RotationToken };
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const calls = this.draws.chance(0.1) ? 2 : 1;
      const done = await Promise.all(
        Array.from({ length: calls }, () => this.attempt(Step, () => this.world.callRotation(event))),
      );
      if (done.includes(true)) return true;
    }
    return false;
  }

  /** @returns the state that the last call found */
  private async rollOut(times: number): Promise<string | undefined> {
    let state: string | undefined;
    for (let time = 0; time < times; time += 1) {
      await this.attempt("roll out", async () => {
        const { services } = await rolloutHandler({});
        state = services[0]?.state;
        const reports = services.map((each) => `${each.state}: ${each.steps.join(", ")} (${each.reason})`);
        this.log.story.push(`  ${reports.join()}`);
      });
      await this.world.tasks.look();
    }
    return state;
  }

  /** A person changes a key that nothing rotates. */
  private async put(): Promise<void> {
    const value = secretText();
    const { secretsManager } = awsClients({});
    const secret = { name: secretName, arn: this.world.secret.arn };
    try {
      const before = await readSecretValue(secretsManager, secret, { VersionStage: "AWSCURRENT" });
      const values = { ...before.values, MANUAL_KEY: value };
      await changeSecret(secretsManager, secret, before, values, this.draws.uuid());
      this.manual = [value];
      this.mustPutAgain = false;
      this.log.story.push("put: done");
    } catch (error) {
      const problem = awsProblem(error);
      this.mustPutAgain = true;
      this.failed("put", problem, problem instanceof InputError);
      if (!textOf(problem).includes("was left as it is")) this.manual.push(value);
    }
  }

  /** The containers cannot work with the version that the next rotation makes. */
  private async breakNextVersion(): Promise<void> {
    const { secret, ecs } = this.world;
    const value = await secret.startRotation(this.draws.uuid());
    const { serviceArn: resourceArn } = await ecs.describe();
    const tags = [{ key: "local-aws:exits-with-version", value }];
    await ecs.ecs.send(new TagResourceCommand({ resourceArn, tags }));
    this.log.story.push(`break: ${value}`);
  }

  private async attempt(name: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      this.log.story.push(`${name}: done`);
      return true;
    } catch (error) {
      this.failed(name, error, error instanceof RotationError);
      return false;
    }
  }

  private failed(name: string, problem: unknown, isClean: boolean): void {
    this.log.story.push(`${name}: ${textOf(problem)}`);
    this.log.failures += 1;
    if (!isClean) this.wrong(`${name} fails without a clean message: ${textOf(problem)}`);
  }

  private async check(): Promise<void> {
    const { secret, issuer, tasks } = this.world;
    await tasks.look();
    const values = await secret.values();
    const works = issuer.isActive(values.API_KEY);
    this.wrong(
      ...tasks.violations.splice(0),
      ...wrongAtAnyTime({ labels: await secret.labels(), values, works }),
    );
  }

  private async finishPending(): Promise<void> {
    const labels = await this.world.secret.labels();
    const pending = versionWith("AWSPENDING", labels);
    if (pending === undefined || hasLabel(pending, "AWSCURRENT", labels) || (await this.rotate(1))) return;
    const last = this.log.story.at(-1) ?? "";
    if (last.includes("cannot rotate before")) return; // an overlap goes on
    if (last.includes("remove AWSPENDING from that version")) await this.world.secret.abandon(pending);
    else this.wrong(`a rotation cannot be finished: ${last}`);
  }

  private async untilOver(): Promise<string> {
    for (let look = 0; look < 100; look += 1) {
      const state = await this.rollOut(1);
      if (state !== undefined && ["up to date", "rolled back", "held"].includes(state)) return state;
      await delay(20 + 10 * look);
    }
    const { deployments, events } = await this.world.ecs.describe();
    this.log.story.push(`what ECS shows: ${JSON.stringify({ deployments, events: events?.slice(0, 5) })}`);
    this.log.story.push(`its tasks: ${JSON.stringify(await this.world.ecs.tasks())}`);
    return "unfinished";
  }

  private wrong(...problems: string[]): void {
    this.log.violations.push(...problems);
    this.log.story.push(...problems.map((problem) => `WRONG: ${problem}`));
  }
}

function textOf(problem: unknown): string {
  return problem instanceof Error ? `${problem.name}: ${problem.message}` : "something that is not an error";
}
