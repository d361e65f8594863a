import { setTimeout as delay } from "node:timers/promises";

import { TagResourceCommand } from "@aws-sdk/client-ecs";

import { handler as rotationHandler } from "../../rotation/handler";
import { handler as rolloutHandler } from "../../rotation/rollout/handler";
import { awsProblem } from "../../operations/aws/aws-problem";
import { awsClients } from "../../operations/aws/clients";
import { InputError } from "../../operations/input-error";
import { changeSecret } from "../../operations/value/change-secret";
import { readSecretValue } from "../../operations/value/secret-value";
import { hasLabel, versionWith } from "../../rotation/contract/version-labels";
import { RotationError } from "../../rotation/rotation-error";
import { type RotationEvent } from "../../rotation/rotation-event";
import { type FaultProxy } from "../support/faults/fault-proxy";
import { Draws } from "../support/faults/seeded";
import { uniqueName } from "../support/local-aws";
import { EcsService } from "../support/rotation/ecs-service";
import { IssuerServer } from "../support/rotation/issuer-server";
import { secretText } from "../support/secret-text";
import { type RunLog } from "./outcome";
import { secretName, service, SoakedSecret } from "./soaked-secret";
import { TaskWatch } from "./task-watch";

const steps = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;
type Step = RotationEvent["Step"];

/** One service with its secret on the local AWS, while the real functions' real calls are harmed by a proxy. */
export class RotationRun {
  readonly issuer = new IssuerServer();
  readonly ecs = new EcsService(service, uniqueName("soak"));
  private readonly tasks: TaskWatch;
  /** What the key that a person keeps may hold: more than one value after a change of which it is not known whether it was made. */
  private manual: string[] = [secretText()];

  constructor(
    readonly secret: SoakedSecret,
    private readonly proxy: FaultProxy,
    private readonly draws: Draws,
    private readonly log: RunLog,
    private readonly topicArn: string,
  ) {
    this.tasks = new TaskWatch(secret, this.ecs, this.issuer);
  }

  async begin(): Promise<void> {
    await this.issuer.start();
    const { key, id } = this.issuer.issue();
    const jwt = secretText();
    const [manual = ""] = this.manual;
    const values = {
      API_KEY: key,
      API_KEY_ID: id,
      JWT_SECRET: jwt,
      JWT_SECRET_PREVIOUS: jwt,
      MANUAL_KEY: manual,
    };
    await this.secret.create(values, this.issuer.adminKey);
    await this.ecs.create(this.secret.arn, Object.keys(values), { desiredCount: 2 });
    const overlap = { previousKey: "JWT_SECRET_PREVIOUS", hours: 24 };
    const random = {
      strategy: "random",
      length: 32,
      special: false,
      ...(this.draws.chance(0.3) && { overlap }),
    };
    const API_KEY = this.issuer.declaration({ adminSecretArn: this.secret.adminArn });
    Object.assign(process.env, {
      STRATEGIES: JSON.stringify({ [secretName]: { API_KEY, JWT_SECRET: random } }),
      CLUSTER: this.ecs.cluster,
      ENVIRONMENT: "test",
      ALERT_TOPIC_ARN: this.topicArn,
      MAINTENANCE_WINDOW: "",
      MAXIMUM_CONCURRENT_DEPLOYMENTS: "1",
    });
    this.proxy.standIn = async ({ operation, body }) =>
      operation === "Invoke" ? invoked(() => this.callRotation(JSON.parse(body.toString()))) : undefined;
    this.proxy.onDone = (call) => {
      this.tasks.passing(call);
    };
    await this.tasks.look();
  }

  async end(): Promise<void> {
    this.proxy.standIn = () => Promise.resolve(undefined);
    this.proxy.onDone = () => undefined;
    await this.issuer.stop();
  }

  /** Something happens, chosen by the seed. */
  async happen(): Promise<void> {
    const what = this.draws.pick(["rotate", "rotate", "roll out", "roll out", "put", "break"]);
    if (what === "rotate") await this.rotate();
    if (what === "roll out") await this.rollOut();
    if (what === "put") await this.put();
    if (what === "break") await this.breakNextVersion();
    await this.check();
  }

  /** As Secrets Manager does: one step after the other, each again if it fails, until it gives up. */
  async rotate({ attempts = 1 + this.draws.integer(3) } = {}): Promise<boolean> {
    const token = await this.secret.startRotation(this.draws.uuid());
    for (const step of steps) {
      if (await this.stepOf(step, token, attempts)) continue;
      return false;
    }
    return true;
  }

  /** One call at a time, as the function's reserved concurrency has it; Secrets Manager's calls wait. */
  private readonly callRotation = (event: unknown): Promise<unknown> => {
    const call = this.lastCall.then(() => rotationHandler(event));
    this.lastCall = call.catch(() => undefined);
    return call;
  };
  private lastCall: Promise<unknown> = Promise.resolve();

  private async stepOf(step: Step, token: string, attempts: number): Promise<boolean> {
    const event = {
      Step: step,
      SecretId: this.secret.arn,
      ClientRequestToken: token,
      RotationToken: secretText(),
    };
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const isTwice = this.draws.chance(0.1);
      const done = await Promise.all(
        Array.from({ length: isTwice ? 2 : 1 }, () => this.attempt(step, () => this.callRotation(event))),
      );
      if (done.includes(true)) return true;
    }
    return false;
  }

  async rollOut(times = 1 + this.draws.integer(3)): Promise<string | undefined> {
    let state: string | undefined;
    for (let time = 0; time < times; time += 1) {
      await this.attempt("roll out", async () => {
        const { services } = await rolloutHandler({});
        state = services[0]?.state;
        this.log.story.push(
          `  ${services.map((each) => `${each.state}: ${each.steps.join(", ")} (${each.reason})`).join()}`,
        );
      });
      await this.tasks.look();
    }
    return state;
  }

  /** A person changes a key that nothing rotates. */
  async put(): Promise<void> {
    const value = secretText();
    const { secretsManager } = awsClients({});
    try {
      const found = { name: secretName, arn: this.secret.arn };
      const before = await readSecretValue(secretsManager, found, { VersionStage: "AWSCURRENT" });
      await changeSecret(
        secretsManager,
        found,
        before,
        { ...before.values, MANUAL_KEY: value },
        this.draws.uuid(),
      );
      this.manual = [value];
      this.log.story.push("put: done");
    } catch (error) {
      const problem = awsProblem(error);
      const message = problem instanceof Error ? problem.message : String(problem);
      this.log.story.push(`put: ${message}`);
      this.log.failures += 1;
      if (!(problem instanceof InputError))
        this.log.violations.push(`put fails without a clean message: ${message}`);
      if (!message.includes("was left as it is")) this.manual.push(value);
    }
  }

  /** The containers cannot work with the version that the next rotation makes. */
  private async breakNextVersion(): Promise<void> {
    const value = await this.secret.startRotation(this.draws.uuid());
    const { serviceArn: resourceArn } = await this.ecs.describe();
    const tags = [{ key: "local-aws:exits-with-version", value }];
    await this.ecs.ecs.send(new TagResourceCommand({ resourceArn, tags }));
    this.log.story.push(`break: ${value}`);
  }

  async attempt(name: string, work: () => Promise<unknown>): Promise<boolean> {
    let failure: unknown;
    await work().catch((error: unknown) => (failure = error));
    this.log.story.push(`${name}: ${failure === undefined ? "done" : String(failure)}`);
    if (failure === undefined) return true;
    this.log.failures += 1;
    if (!(failure instanceof RotationError))
      this.log.violations.push(`${name} fails without a clean message: ${String(failure)}`);
    return false;
  }

  /** What must hold at any time. */
  async check(): Promise<void> {
    await this.tasks.look();
    this.log.violations.push(...this.tasks.violations.splice(0));
    const labels = Object.values(await this.secret.labels()).flat();
    const current = labels.filter((label) => label === "AWSCURRENT").length;
    this.expect(current === 1, `${current} versions are AWSCURRENT`);
    const values = await this.secret.values();
    const keys = Object.keys(values).sort().join();
    this.expect(
      keys === "API_KEY,API_KEY_ID,JWT_SECRET,JWT_SECRET_PREVIOUS,MANUAL_KEY",
      `AWSCURRENT has the keys ${keys}`,
    );
    this.expect(this.issuer.isActive(values.API_KEY), "the API_KEY of AWSCURRENT does not work");
    this.expect(
      Object.values(values).every((value) => value !== ""),
      "a value of AWSCURRENT is empty",
    );
  }

  /** Nothing happens any more: what is under way ends, and a whole rotation succeeds. */
  async settle(): Promise<void> {
    this.log.story.push("quiet from here on");
    let state = await this.untilOver();
    await this.finishPending();
    state = await this.untilOver();
    if (state === "held") {
      await this.put();
      state = await this.untilOver();
    }
    await this.check();
    await this.checkRest(state);
  }

  private async finishPending(): Promise<void> {
    const labels = await this.secret.labels();
    const pending = versionWith("AWSPENDING", labels);
    if (pending === undefined || hasLabel(pending, "AWSCURRENT", labels)) return;
    if (await this.rotate({ attempts: 1 })) return;
    const last = this.log.story.at(-1) ?? "";
    if (last.includes("cannot rotate before")) return; // an overlap goes on
    if (!last.includes("remove AWSPENDING from that version"))
      return this.wrong(`a rotation cannot be finished: ${last}`);
    await this.secret.abandon(pending);
  }

  private async untilOver(): Promise<string> {
    for (let look = 0; look < 100; look += 1) {
      const state = await this.rollOut(1);
      if (state !== undefined && ["up to date", "rolled back", "held"].includes(state)) return state;
      await delay(20 + 10 * look);
    }
    this.wrong("the rollout comes to no end");
    return "unfinished";
  }

  private async checkRest(state: string): Promise<void> {
    const labels = await this.secret.labels();
    const current = versionWith("AWSCURRENT", labels) ?? "";
    const values = await this.secret.values();
    this.expect(state !== "held" && state !== "unfinished", `the rollout is ${state} in the end`);
    this.expect(hasLabel(current, "DEPLOYED", labels), "AWSCURRENT is not DEPLOYED in the end");
    this.expect(this.manual.includes(values.MANUAL_KEY ?? ""), "the value that a person has put is lost");
    const all = Object.values(labels).flat();
    const stray = all.filter((label) => /^(WRITTEN_BY_HAND|HELD|ROTATION)/.test(label));
    this.expect(stray.length === 0, `labels are left behind: ${stray.join(", ")}`);
    const marks = all.filter((label) => label.startsWith("DEPLOYMENT="));
    this.expect(marks.length <= 2, `there are ${marks.length} marks of deployments`);
    const tasks = await this.tasks.versions();
    this.expect(
      tasks.every((version) => version === undefined || version === current),
      "a task runs with an old version in the end",
    );
    const pending = versionWith("AWSPENDING", labels);
    const isOver = pending === undefined || pending === current;
    const wanted = versionWith("ROLLED_BACK", labels) === undefined && isOver ? 1 : 2;
    this.expect(
      this.issuer.active.length <= wanted,
      `${this.issuer.active.length} keys of the issuer work in the end, not ${wanted}`,
    );
  }

  private expect(isSo: boolean, otherwise: string): void {
    if (!isSo) this.wrong(otherwise);
  }

  private wrong(problem: string): void {
    this.log.violations.push(problem);
    this.log.story.push(`WRONG: ${problem}`);
  }
}

/** What Lambda answers. */
async function invoked(work: () => Promise<unknown>) {
  try {
    return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(await work())) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const failure = { errorType: error.name, errorMessage: error.message };
    return {
      status: 200,
      headers: { "x-amz-function-error": "Unhandled" },
      body: Buffer.from(JSON.stringify(failure)),
    };
  }
}
