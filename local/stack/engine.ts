import { spawn, spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";

import { z } from "zod";

import { LocalAwsError } from "../aws/local-aws-error";
import { clientEnvironment } from "../aws/report";
import { parseState, type StackState } from "./state";
import { projectFolder, type StackFiles } from "./stack-files";

const stackListSchema = z.array(z.object({ name: z.string() }));

/** What to tell a user who has no Pulumi. */
export const missingEngine =
  "the Pulumi CLI is not on PATH: install it with `curl -fsSL https://get.pulumi.com | sh` " +
  "(other ways: https://www.pulumi.com/docs/install/)";

/** Whether the Pulumi CLI can be run. */
export function hasEngine(): boolean {
  return spawnSync("pulumi", ["version"]).status === 0;
}

export interface EngineOptions {
  stack: string;
  files: StackFiles;
  /** The local AWS's address. */
  endpoint: string;
  /** Gets all that the engine prints for people, as it comes. */
  onOutput: (text: string) => void;
  /** Whether to print in colours. @default false */
  colors?: boolean;
  /** The program's folder. @default this project's */
  folder?: string;
  /** Gets the process id of each engine that starts. */
  onStart?: (pid: number) => void;
}

/** The Pulumi CLI for one local stack. */
export class Engine {
  constructor(private readonly options: EngineOptions) {}

  /** Runs a command that runs the program, such as `preview` or `up`, and shows what it prints; gives its standard output. */
  async runProgram(command: string, ...flags: string[]): Promise<string> {
    const { stack, files } = this.options;
    const file = ["--config-file", files.configFile(stack)];
    return this.invoke({ args: [command, "--stack", stack, ...file, ...flags], quiet: false });
  }

  /** Runs a command on the stack's state and shows what it prints. */
  async runOnState(command: string, ...flags: string[]): Promise<void> {
    await this.invoke({ args: this.onState([command, ...flags]), quiet: false });
  }

  /** Runs a command on the stack's state or configuration, quietly; gives its standard output. */
  async ask(command: string[], input?: string): Promise<string> {
    return this.invoke({ args: this.onState(command), quiet: true, input });
  }

  /** Whether there is a state for the stack. */
  async knowsStack(): Promise<boolean> {
    return (await this.knownStacks()).includes(this.options.stack);
  }

  /** The names of all stacks that there is a state for. */
  async knownStacks(): Promise<string[]> {
    const listed = await this.invoke({
      args: ["-C", this.options.files.stacksFolder, "stack", "ls", "--json"],
      quiet: true,
    });
    return stackListSchema.parse(JSON.parse(listed)).map(({ name }) => name);
  }

  /** What the stack's state holds. */
  async state(): Promise<StackState> {
    return parseState(await this.ask(["stack", "export"]));
  }

  /** Commands that do not run the program must not touch the project's own configuration: they run elsewhere. */
  private onState(command: string[]): string[] {
    const { files, stack } = this.options;
    return ["-C", files.stacksFolder, ...command, "--stack", stack];
  }

  private async invoke({ args, quiet, input }: Invocation): Promise<string> {
    const { onOutput, colors = false, folder = projectFolder } = this.options;
    const flags = ["--non-interactive", "--color", colors && !quiet ? "always" : "never"];
    const child = spawn("pulumi", [...args, ...flags], {
      cwd: folder,
      env: this.environment(),
      stdio: ["pipe", "pipe", "pipe"],
    });
    if (child.pid !== undefined) this.options.onStart?.(child.pid);
    child.stdin.end(input);
    const printed = { out: "", err: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed.out += text;
      if (!quiet) onOutput(text);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      printed.err += text;
      if (!quiet) onOutput(text);
    });
    const status = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject).on("close", resolve);
    });
    if (status === 0) return printed.out;
    const command = args.find((word) => !word.startsWith("-") && word !== this.options.files.stacksFolder);
    throw new LocalAwsError(failure(command ?? "", quiet ? printed.err : ""));
  }

  /** The developer's own AWS account and Pulumi backend stay out of it. */
  private environment(): NodeJS.ProcessEnv {
    const { files, endpoint } = this.options;
    const foreign =
      /^(AWS_.*|PULUMI_(ACCESS_TOKEN|BACKEND_URL|STACK|CONFIG_PASSPHRASE.*)|http_proxy|no_proxy)$/;
    const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
    return {
      ...Object.fromEntries(own),
      ...clientEnvironment(endpoint),
      HTTP_PROXY: endpoint, // takes requests to names below localhost, such as S3 Control's, that no DNS knows
      NO_PROXY: "127.0.0.1",
      // An engine that is killed while it writes metadata beside a state leaves an empty file, and the next one stops at it with "EOF".
      PULUMI_BACKEND_URL: `${pathToFileURL(files.stateFolder).href}?metadata=skip`,
      PULUMI_CONFIG_PASSPHRASE_FILE: files.passphraseFile,
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    };
  }
}

interface Invocation {
  args: string[];
  /** Whether to keep back what is printed. */
  quiet: boolean;
  input?: string | undefined;
}

function failure(command: string, errors: string): string {
  const reason = errors.trim().replace(/^error: /, "");
  return `pulumi ${command} failed${reason === "" ? ": see its message above" : `: ${reason}`}`;
}
