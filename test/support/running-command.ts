import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";

import { type AwsProxy, type ProxiedCall } from "./aws-proxy";
import { commandArguments } from "./command-file";
import { commandEnvironment } from "./secrets-command";
import { alsoWritten } from "./written-output";

/** The operator's command while it runs, its output piped. */
export class RunningCommand {
  stdout = "";
  stderr = "";
  readonly process: ChildProcess;
  private readonly ended: Promise<unknown[]>;

  constructor(args: string[], input = "", environment: NodeJS.ProcessEnv = {}) {
    this.process = spawn(process.execPath, commandArguments(args), {
      env: commandEnvironment(environment),
    });
    this.process.stdout?.on("data", (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.process.stderr?.on("data", (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.process.stdin?.on("error", () => undefined); // it may have ended before it has read
    this.process.stdin?.end(input);
    this.ended = once(this.process, "close");
  }

  /** As Ctrl-C does. */
  interrupt(): void {
    this.process.kill("SIGINT");
  }

  /** Presses Ctrl-C before or after the first call that is the one, and waits for the end. */
  interruptedAt(proxy: AwsProxy, when: "before" | "after", isIt: (call: ProxiedCall) => boolean) {
    let isPressed = false;
    proxy.hooks[when] = async (call) => {
      if (isPressed || !isIt(call)) return undefined;
      isPressed = true;
      this.interrupt();
      await this.end();
      return undefined;
    };
    return this.end();
  }

  async end(): Promise<{ status: number | null; stdout: string; stderr: string }> {
    await this.ended;
    const { stdout, stderr } = this;
    alsoWritten(`secrets ${this.process.spawnargs.slice(2).join(" ")}`, stdout + stderr);
    return { status: this.process.exitCode, stdout, stderr };
  }
}

/** The command lines of all processes of this machine, as `ps` shows them. */
export function commandLines(): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((id) => {
      try {
        return readFileSync(`/proc/${id}/cmdline`, "utf8").replaceAll("\0", " ");
      } catch {
        return ""; // it has ended
      }
    });
}
