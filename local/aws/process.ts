import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { codeOf } from "./local-aws-error";

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** The words of a process's command line; none when there is no such process. */
export function commandLineOf(pid: number): string[] {
  try {
    if (existsSync("/proc/self/cmdline")) {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    }
    return execFileSync("ps", ["-ww", "-o", "args=", "-p", String(pid)], { encoding: "utf8" }).split(/\s+/);
  } catch {
    return [];
  }
}

/**
 * Whether a command line is that of an emulator on this port. Process ids are used again: after a restart of
 * the machine, the one in the state file may belong to any program.
 */
export function isEmulator(commandLine: readonly string[], port: number): boolean {
  const isLauncher = commandLine.some((word) => word.endsWith("emulator.py"));
  return isLauncher && commandLine[commandLine.indexOf("--port") + 1] === String(port);
}

/**
 * Ends a process that leads a group, and whatever it leaves running in that group.
 *
 * @param gracePeriod how long the process may take to end by itself, in ms
 */
export async function stopGroup(pid: number, gracePeriod = 5000): Promise<void> {
  signal(pid, "SIGTERM");
  const deadline = Date.now() + gracePeriod;
  while (isAlive(pid) && Date.now() < deadline) await delay(50);
  signal(-pid, "SIGKILL");
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (codeOf(error) !== "ESRCH") throw error;
  }
}
