import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { z } from "zod";

const run = promisify(execFile);

/** What a process has used, its children included. */
export interface Usage {
  /** Processor time, in seconds. */
  seconds: number;
  /** The most memory that one of its processes had, in MB. */
  megabytes: number;
}

/** Runs the command and prints what it used: Node.js cannot ask that about a process other than itself. */
const wrapper = `
import json, resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
kilobyte = 1 if sys.platform == "linux" else 1024
print(json.dumps({"status": status, "seconds": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss / kilobyte / 1024}))
`;
const resultSchema = z.object({ status: z.number(), seconds: z.number(), megabytes: z.number() });

/**
 * Runs a command to its end, and throws its output away.
 *
 * @param expected exit codes that are no failure.
 * @throws Error when it ends with another exit code.
 */
export async function usageOf(
  [command, ...args]: readonly [string, ...string[]],
  environment: Record<string, string> = {},
  expected: readonly number[] = [0],
): Promise<Usage> {
  const env = { ...process.env, ...environment };
  const { stdout } = await run("python3", ["-c", wrapper, command, ...args], { env });
  const { status, ...usage } = resultSchema.parse(JSON.parse(stdout));
  if (!expected.includes(status)) throw new Error(`${command} ${args.join(" ")} ended with ${status}`);
  return usage;
}
