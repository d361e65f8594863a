import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Draws } from "../support/faults/seeded";
import { type FaultProxy } from "../support/faults/fault-proxy";
import { faultPlan } from "../support/faults/faults";
import { OperatedService } from "../support/operated-service";
import { RunningCommand } from "../support/running-command";
import { secretText, secretTextsIn } from "../support/secret-text";
import { type RunLog } from "./outcome";

const random = { strategy: "random" as const, length: 32, special: false };
const commands = ["set", "import", "rotate", "rollback"] as const;
type Type = "config" | "api-keys";

/** A service whose operator's commands are harmed, each a process of its own. One for all seeds: each run leaves it in good order. */
export class CommandRun {
  readonly service = new OperatedService("soaked");
  private readonly folder = mkdtempSync(join(tmpdir(), "soak-"));
  private readonly envFile = join(this.folder, ".env");

  async create(): Promise<void> {
    await this.service.create({
      config: {
        values: { API_KEY: secretText(), JWT_SECRET: secretText() },
        strategies: { JWT_SECRET: random },
      },
      "api-keys": { values: { STRIPE_API_KEY: secretText(), OTHER_KEY: secretText() } },
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs a command, harmed; gives it once more, unharmed, as its message says; and looks at what is there then. */
  async run(seed: number, draws: Draws, proxy: FaultProxy, log: RunLog): Promise<void> {
    const command = draws.pick(commands);
    const type: Type = command === "rotate" ? "config" : "api-keys";
    const value = secretText();
    writeFileSync(this.envFile, `STRIPE_API_KEY=${value}\n`);
    if (command === "rollback") await this.put();
    const before = await this.service.values(type);
    const attempt = (args: string[]) =>
      this.attempt(args, command === "rotate" ? `API_KEY=${value}` : value, proxy, log);
    proxy.begin(faultPlan(seed, { density: draws.pick([0.1, 0.2, 0.3]) }));
    const harmed = await attempt(this.argumentsOf(command));
    proxy.begin(undefined);
    log.story.push("quiet from here on");
    await this.again(command, harmed, attempt, log);
    const version = await this.service.deployed(type);
    const after = await this.service.values(type);
    this.expectValues(command, value, before, after, log);
    const labels = await this.service.labels(type);
    const stray = Object.values(labels)
      .flat()
      .filter((label) => !usual.test(label));
    if (stray.length > 0) log.violations.push(`labels are left behind: ${stray.join(", ")}`);
    log.story.push(`version ${version} is deployed`);
  }

  private argumentsOf(command: (typeof commands)[number]): string[] {
    const keys = this.service.secretName("api-keys");
    switch (command) {
      case "set":
        return ["set", keys, "STRIPE_API_KEY", "--yes"];
      case "import":
        return ["import", keys, "--from", this.envFile, "--yes"];
      case "rotate":
        return ["rotate", this.service.name, "--secret", this.service.secretName("config")];
      case "rollback":
        return ["rollback", this.service.name, "--secret", keys, "--yes"];
    }
  }

  /** @returns the command's exit code, and its message */
  private async attempt(args: string[], input: string, proxy: FaultProxy, log: RunLog): Promise<Attempted> {
    const variables = { AWS_ENDPOINT_URL: proxy.endpoint };
    const { status, stdout, stderr } = await new RunningCommand(
      [...args, "--env", "test"],
      input,
      variables,
    ).end();
    log.story.push(
      `${args.join(" ")}: ${String(status)}\n  ${(stdout + stderr).trim().replaceAll("\n", "\n  ")}`,
    );
    if (status !== 0) log.failures += 1;
    if (status === null || status > 2) log.violations.push(`${args[0] ?? ""} exits with ${String(status)}`);
    if (/\n\s+at /.test(stderr)) log.violations.push(`${args[0] ?? ""} fails with a stack trace`);
    if (secretTextsIn(stdout + stderr).length > 0)
      log.violations.push(`${args[0] ?? ""} shows a secret value`);
    return { status, message: stderr };
  }

  private async again(
    command: (typeof commands)[number],
    harmed: Attempted,
    attempt: (args: string[]) => Promise<Attempted>,
    log: RunLog,
  ): Promise<void> {
    if (harmed.status === 0) return;
    const args = this.argumentsOf(command);
    const resumed = command === "rotate" ? await attempt([...args, "--resume"]) : await attempt(args);
    if (resumed.status === 0 || done.test(resumed.message)) return;
    const isNew = /there is no unfinished rotation|somebody else/.test(resumed.message);
    if (isNew && (await attempt(args)).status === 0) return;
    log.violations.push(`${command} cannot be given again: ${resumed.message}`);
  }

  private async put(): Promise<void> {
    const before = await this.service.values("api-keys");
    await this.service.put("api-keys", { ...before, STRIPE_API_KEY: secretText() });
    await this.service.deployed("api-keys");
  }

  private expectValues(
    command: (typeof commands)[number],
    value: string,
    before: Record<string, string>,
    after: Record<string, string>,
    log: RunLog,
  ): void {
    const wrong = (problem: string) => log.violations.push(`after ${command}, ${problem}`);
    if (Object.keys(after).sort().join() !== Object.keys(before).sort().join()) wrong("the keys are others");
    if (after.OTHER_KEY !== before.OTHER_KEY) wrong("OTHER_KEY is another one");
    if (command === "rotate") {
      if (after.API_KEY !== value) wrong("API_KEY is not what was given");
      if (after.JWT_SECRET === before.JWT_SECRET) wrong("JWT_SECRET is the old one");
    } else if (command === "rollback") {
      if (after.STRIPE_API_KEY === before.STRIPE_API_KEY) wrong("STRIPE_API_KEY was not taken back");
    } else if (after.STRIPE_API_KEY !== value) wrong("STRIPE_API_KEY is not what was given");
  }
}

interface Attempted {
  status: number | null;
  message: string;
}

const done = /already has this value|was rolled back already/;
const usual = /^(AWSCURRENT|AWSPREVIOUS|DEPLOYED|DEPLOYMENT|ROLLED_BACK|OVERLAP_UNTIL)$/;
