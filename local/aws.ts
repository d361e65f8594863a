import { Command } from "commander";
import { findEmulator, startEmulator } from "./aws/emulator";
import { LocalAwsError } from "./aws/local-aws-error";
import { describe, describeAsJson } from "./aws/report";

const stoppedStatus = 3; // as service managers answer `status`

interface OutputOptions {
  json?: boolean;
}

const program = new Command("local").description(
  "Manages the local AWS: MiniStack with this project's overlay.",
);

command("start", "set up and start the local AWS", async (options) => {
  if (findEmulator() !== undefined) say("the local AWS is already running");
  const emulator = await startEmulator({ onProgress: say });
  print(options, describe(emulator, new Date()), describeAsJson(emulator, new Date()));
});

command("stop", "stop the local AWS; everything in it is lost", async (options) => {
  const emulator = findEmulator();
  await emulator?.stop();
  const said = emulator === undefined ? "The local AWS was not running." : "The local AWS is stopped.";
  print(options, said, describeAsJson(undefined, new Date()));
});

command("status", `tell whether the local AWS runs; exits ${stoppedStatus} when it does not`, (options) => {
  const emulator = findEmulator();
  print(options, describe(emulator, new Date()), describeAsJson(emulator, new Date()));
  if (emulator === undefined) process.exitCode = stoppedStatus;
});

command("reset", "remove everything that was made in the local AWS", async (options) => {
  const emulator = findEmulator();
  if (emulator === undefined) throw new LocalAwsError("the local AWS is not running: npm run local -- start");
  await emulator.reset();
  print(options, "The local AWS is empty again.", describeAsJson(emulator, new Date()));
});

function command(
  name: string,
  description: string,
  action: (options: OutputOptions) => Promise<void> | void,
): void {
  program.command(name).description(description).option("--json", "print one JSON object").action(action);
}

function print({ json }: OutputOptions, text: string, asJson: string): void {
  console.log(json === true ? asJson : text);
}

function say(line: string): void {
  console.error(line);
}

program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof LocalAwsError)) throw error;
  say(error.message);
  process.exitCode = 1;
});
