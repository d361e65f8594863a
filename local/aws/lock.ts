import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { codeOf, LocalAwsError } from "./local-aws-error";
import { isAlive } from "./process";

export interface LockOptions {
  /** Called once when another process has the lock. */
  onWait?: () => void;
  /** How long to wait for the other process, in ms. @default 300000 */
  patience?: number;
}

/**
 * Does the work while no other process does work under the same lock, a file that names its holder. A lock
 * whose holder is gone is taken over.
 *
 * @throws LocalAwsError when the holder keeps the lock for longer than `patience`.
 */
export async function withLock<T>(path: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  await acquire(path, options);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

async function acquire(path: string, { onWait, patience = 300_000 }: LockOptions): Promise<void> {
  const deadline = Date.now() + patience;
  let waits = false;
  while (!tryToCreate(path)) {
    const holder = holderOf(path);
    if (holder === undefined) continue;
    if (!isAlive(holder)) {
      removeStale(path, holder);
      continue;
    }
    if (Date.now() > deadline) {
      throw new LocalAwsError(
        `process ${holder} has kept the lock ${path} for too long: end it, or remove the file`,
      );
    }
    if (!waits) onWait?.();
    waits = true;
    await delay(100);
  }
}

/** Creates the lock whole, by a link, so that nobody reads it before it names its holder. */
function tryToCreate(path: string): boolean {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own);
  }
}

function holderOf(path: string): number | undefined {
  try {
    return Number(readFileSync(path, "utf8"));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Removes a dead holder's lock; one that another process has just made in its place is put back. */
function removeStale(path: string, deadHolder: number): void {
  const removed = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, removed);
    if (holderOf(removed) !== deadHolder) linkSync(removed, path);
  } catch (error) {
    const code = codeOf(error);
    if (code !== "ENOENT" && code !== "EEXIST") throw error;
  } finally {
    rmSync(removed, { force: true });
  }
}
