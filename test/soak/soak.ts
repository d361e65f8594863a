import { FaultProxy } from "../support/faults/fault-proxy";
import { faultPlan } from "../support/faults/faults";
import { hurryTime } from "../support/faults/hurried-time";
import { Draws } from "../support/faults/seeded";
import { callQuery, localAws } from "../support/local-aws";
import { loggedLines } from "../support/rotation/logged-lines";
import { CommandRun } from "./command-run";
import { type Kind, kindOf, type Outcome, type RunLog } from "./outcome";
import { RotationRun } from "./rotation-run";
import { RotationWorld } from "./rotation-world";
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
    await this.work(kind, seed, log).catch((error: unknown) => {
      log.violations.push(
        error instanceof Error ? (error.stack ?? error.message) : "something that is not an error",
      );
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

  private work(kind: Kind, seed: number, log: RunLog): Promise<void> {
    switch (kind) {
      case "rotation":
        return this.rotation(seed, log);
      case "command":
        return this.command(seed, log);
      case "up":
        return upRun(seed, this.proxy, log);
    }
  }

  private async rotation(seed: number, log: RunLog): Promise<void> {
    const draws = new Draws(seed);
    const world = new RotationWorld(this.secret, this.proxy);
    const endHaste = hurryTime();
    try {
      const topicArn = `arn:aws:sns:us-east-1:000000000000:${topic}`;
      await world.begin({ overlap: draws.chance(0.3), topicArn });
      const run = new RotationRun(world, draws, log);
      this.proxy.begin(faultPlan(seed, { density: draws.pick([0.05, 0.15, 0.3, 0.5]) }));
      await loggedLines(async () => {
        for (let left = 2 + draws.integer(4); left > 0; left -= 1) await run.happen();
        this.proxy.begin(undefined);
        await run.settle();
      });
    } finally {
      this.proxy.begin(undefined);
      await world.end();
      endHaste();
    }
  }

  private async command(seed: number, log: RunLog): Promise<void> {
    if (this.commands === undefined) {
      const commands = new CommandRun();
      await commands.create();
      this.commands = commands;
    }
    await this.commands.run(seed, new Draws(seed), this.proxy, log);
  }
}
