import { resolve } from "node:path";

import { Command } from "commander";

import { LocalAwsError } from "../aws/local-aws-error";
import { withLock } from "../aws/lock";
import { hasEngine, missingEngine } from "./engine";
import { projectFolder, shippedStacks, StackFiles } from "./stack-files";

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true"; // nothing that a user of this command can act on

interface StacksOptions {
  all?: boolean;
  json?: boolean;
}

/** What a command does: its answer for people is text, and with `--json` the object. */
interface Answer {
  text: string;
  json: unknown;
}

/** A command that works on some of the stacks, one after the other (an environment before its parts), and on nothing else at the same time. */
export function stacksCommand(
  name: string,
  description: string,
  work: (stacks: readonly string[], files: StackFiles) => Promise<Answer>,
): void {
  const command = new Command(name)
    .description(description)
    .argument("[stacks...]", shippedStacks().join(", "))
    .option("--all", "all stacks")
    .option("--json", "print one JSON object on standard output; progress goes to standard error")
    .action(async (names: string[], { all, json }: StacksOptions) => {
      const stacks = chosenStacks(names, all === true, name);
      if (!hasEngine()) {
        say(missingEngine);
        process.exitCode = 2;
        return;
      }
      const files = new StackFiles(resolve(projectFolder, ".local"));
      const answer = await alone(files, () => work(stacks, files));
      console.log(json === true ? JSON.stringify(answer.json) : answer.text);
    });
  command.parseAsync().catch((error: unknown) => {
    if (!(error instanceof LocalAwsError)) throw error;
    say(error.message);
    process.exitCode = 1;
  });
}

/** Tells what happens, apart from the answer. */
export function say(line: string): void {
  console.error(line);
}

function chosenStacks(names: readonly string[], all: boolean, command: string): readonly string[] {
  const stacks = shippedStacks();
  const unknown = names.filter((name) => !stacks.includes(name));
  if (unknown.length > 0) {
    throw new LocalAwsError(`there is no stack "${unknown.join('", "')}": take ${stacks.join(", ")}`);
  }
  if (names.length === 0 && !all) {
    throw new LocalAwsError(`name a stack: npm run ${command} -- ${stacks.join("|")}, or --all`);
  }
  return stacks.filter((stack) => all || names.includes(stack));
}

/** Does the work while no other process works on the local stacks. On Ctrl-C the engine ends first, in good order. */
async function alone<T>(files: StackFiles, work: () => Promise<T>): Promise<T> {
  files.prepare();
  const letEngineEnd = () => {
    say("interrupted: waiting for the engine to end what it is at");
  };
  process.on("SIGINT", letEngineEnd).on("SIGTERM", letEngineEnd);
  const onWait = () => {
    say("waiting for another up:local or destroy:local to end");
  };
  try {
    return await withLock(files.lockFile, { onWait }, work);
  } finally {
    process.off("SIGINT", letEngineEnd).off("SIGTERM", letEngineEnd);
  }
}
