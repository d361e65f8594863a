import { FaultProxy } from "../support/faults/fault-proxy";
import { faultPlan } from "../support/faults/faults";
import { hurryTime } from "../support/faults/hurried-time";
import { Draws } from "../support/faults/seeded";
import { callQuery, localAws } from "../support/local-aws";
import { loggedLines } from "../support/rotation/logged-lines";
import { CommandRun } from "./command-run";
import { type Kind, kindOf, type Outcome, type RunLog } from "./outcome";
import { RotationRun } from "./rotation-run";
import { SoakedSecret } from "./soaked-secret";
import { upRun } from "./up-run";

const topic = "soak-alerts";

/** Runs seeds, one after the other, on the local AWS that runs. */
export class Soak {
  private readonly secret = new SoakedSecret();
  private commands: CommandRun | undefined;

  private constructor(
    private readonly proxy: FaultProxy,
    private readonly variables: NodeJS.ProcessEnv,
  ) {}

  /** Until it ends, the functions' own clients reach the local AWS through the proxy. */
  static async begin(): Promise<Soak> {
    const proxy = await new FaultProxy(localAws().endpoint).start();
    const variables = { ...process.env };
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: proxy.endpoint,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    });
    await callQuery("sns", { Action: "CreateTopic", Name: topic, Version: "2010-03-31" });
    return new Soak(proxy, variables);
  }

  async end(): Promise<void> {
    this.commands?.remove();
    await this.proxy.stop();
    for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, this.variables);
  }

  /** Runs a seed. An error that nobody expected is a violation too. */
  async run(seed: number, kind: Kind = kindOf(seed)): Promise<Outcome> {
    const log: RunLog = { story: [], violations: [], failures: 0 };
    const start = performance.now();
    this.proxy.begin(undefined);
    this.proxy.forget();
    const work = { rotation: this.rotation, command: this.command, up: upRun }[kind];
    await work.call(this, seed, this.proxy, log).catch((error: unknown) => {
      log.violations.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    });
    const { calls, met } = this.proxy;
    return {
      seed,
      kind,
      ...log,
      calls,
      faults: { ...met },
      milliseconds: Math.round(performance.now() - start),
    };
  }

  private async rotation(seed: number, proxy: FaultProxy, log: RunLog): Promise<void> {
    const draws = new Draws(seed);
    const topicArn = `arn:aws:sns:us-east-1:000000000000:${topic}`;
    const run = new RotationRun(this.secret, proxy, draws, log, topicArn);
    const endHaste = hurryTime();
    try {
      await run.begin();
      proxy.begin(faultPlan(seed, { density: draws.pick([0.05, 0.15, 0.3, 0.5]) }));
      await loggedLines(async () => {
        for (let left = 2 + draws.integer(4); left > 0; left -= 1) await run.happen();
        proxy.begin(undefined);
        await run.settle();
      });
    } finally {
      proxy.begin(undefined);
      await run.end();
      endHaste();
    }
  }

  private async command(seed: number, proxy: FaultProxy, log: RunLog): Promise<void> {
    if (this.commands === undefined) {
      const commands = new CommandRun();
      await commands.create();
      this.commands = commands;
    }
    await this.commands.run(seed, new Draws(seed), proxy, log);
  }
}
