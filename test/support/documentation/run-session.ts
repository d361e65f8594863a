import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

import { alsoWritten } from "../written-output";
import { differenceFrom } from "./expected-output";
import { type DocumentedCommand, type Session } from "./sessions";

const root = resolve(__dirname, "..", "..", "..");

/** The parts of this process's environment that a command needs in order to run. */
const inherited = ["PATH", "HOME", "SystemRoot", "PULUMI_HOME"];

/**
 * Runs a page's commands in one shell at the repository's root and says how their output differs from the page's, a problem for
 * each command. Both output streams count. What a page writes to `/tmp/` goes to a folder that is removed afterwards.
 *
 * @param files what is in `/tmp/` before, by path below it
 */
export async function problemsOf(
  { page, line, commands }: Pick<Session, "page" | "line" | "commands">,
  environment: NodeJS.ProcessEnv = {},
  files: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "documentation-"));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const outputs = await outputsOf(commands, folder, environment);
    alsoWritten(`${page}:${line}`, outputs.join(""));
    return commands.flatMap(({ command, output }, index) => {
      const difference = differenceFrom(output, outputs[index] ?? "");
      return difference === undefined ? [] : [`${page}:${line}: $ ${command}\n${difference}`];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `secrets`, as `npm link` makes it known to a shell. */
const operatorsCommand = `secrets() { "${process.execPath}" "${join(root, "bin", "secrets.mjs")}" "$@"; }`;

/** What each command prints. A command sees the exit code of the one before it. */
async function outputsOf(
  commands: readonly DocumentedCommand[],
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<string[]> {
  const end = `end of command ${randomUUID()}`;
  const steps = commands.map(({ command }) => {
    const own = command.replaceAll("/tmp/", `${folder}/`);
    return `${own}\ndocumented_status=$?; echo "${end}"; (exit $documented_status)`;
  });
  const printed = await output(["exec 2>&1", operatorsCommand, ...steps].join("\n"), {
    ...Object.fromEntries(inherited.map((name) => [name, process.env[name]])),
    TMPDIR: folder,
    NO_COLOR: "1",
    npm_config_update_notifier: "false",
    ...environment,
  });
  return printed.replaceAll(`${folder}/`, "/tmp/").split(`${end}\n`);
}

function output(script: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolveOutput, reject) => {
    const shell = spawn("sh", ["-c", script], { cwd: root, env, stdio: ["ignore", "pipe", "ignore"] });
    const chunks: Buffer[] = [];
    shell.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    shell.on("error", reject);
    shell.on("close", () => {
      resolveOutput(Buffer.concat(chunks).toString("utf8"));
    });
  });
}
