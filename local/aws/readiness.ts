import { type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { LocalAwsError } from "./local-aws-error";

const lines = 20;

/**
 * Waits until the emulator that `child` runs answers.
 *
 * @throws LocalAwsError with the end of the log when the child ends, or is not ready in `patience` ms.
 */
export async function waitUntilReady(
  child: ChildProcess,
  endpoint: string,
  log: string,
  patience = 60_000,
): Promise<void> {
  const deadline = Date.now() + patience;
  while (!(await answers(endpoint))) {
    if (hasEnded(child)) throw new LocalAwsError(failure("ended before it was ready", log));
    if (Date.now() > deadline) throw new LocalAwsError(failure(`was not ready in ${patience / 1000} s`, log));
    await delay(50);
  }
  if (hasEnded(child)) throw new LocalAwsError(failure("ended as soon as it was ready", log));
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(`${endpoint}/_ministack/ready`, { signal: AbortSignal.timeout(2000) });
    return response.ok;
  } catch {
    return false;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

function failure(what: string, log: string): string {
  const end = readFileSync(log, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  return `the local AWS ${what}; the end of ${log}:\n${end}`;
}
