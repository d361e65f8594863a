import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

import { InputError } from "../input-error";
import { type DeclaredStack, declaredAccessSchema } from "./declared-access";

const repository = resolve(__dirname, "..", "..");

/**
 * Asks the program, in a process of its own, what it declares: nothing of Pulumi runs in the operator's tool.
 *
 * @throws InputError where the stacks' configuration is wrong
 */
export function readDeclaredAccess(folder: string): DeclaredStack[] {
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    ["-r", "ts-node/register/transpile-only", "local/declared-access.ts", resolve(folder)],
    { cwd: repository, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 },
  );
  if (error) throw error;
  if (status !== 0) throw new InputError(stderr.trim());
  return declaredAccessSchema.parse(JSON.parse(stdout));
}
