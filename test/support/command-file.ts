import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { bundled } from "../../components/function-code";

const root = resolve(__dirname, "../..");
let file: string | undefined;

/** The commands that ask the program what the stacks declare: they find it by where their own sources are. */
const ofProgram = ["access", "history"];

/** What Node.js is given to run the operator's command. */
export function commandArguments(args: readonly string[]): string[] {
  const isOfProgram = ofProgram.includes(args[0] ?? "");
  const sources = ["-r", "ts-node/register/transpile-only", resolve(root, "operations/secrets.ts")];
  return [...(isOfProgram ? sources : [commandFile()]), ...args];
}

/** The operator's command as one file, which starts in a fraction of the time that its sources take; made once a run. */
export function commandFile(): string {
  if (file !== undefined) return file;
  const folder = mkdtempSync(join(tmpdir(), "secrets-command-"));
  process.on("exit", () => {
    rmSync(folder, { recursive: true, force: true });
  });
  file = join(folder, "secrets.js");
  writeFileSync(file, bundled({ absWorkingDir: root, entryPoints: ["operations/secrets.ts"] }));
  return file;
}
