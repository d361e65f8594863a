import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { withLock } from "../../../local/aws/lock";

describe("withLock", () => {
  let folder: string;
  let lock: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lock-"));
    lock = join(folder, "lock");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("does one piece of work after the other, and tells who waits", async () => {
    const events: string[] = [];
    const work = (name: string) =>
      withLock(lock, { onWait: () => events.push(`${name} waits`) }, async () => {
        events.push(`${name} begins`);
        await delay(20);
        events.push(`${name} ends`);
      });
    await Promise.all([work("first"), work("second")]);
    assert.deepEqual(events, ["second waits", "first begins", "first ends", "second begins", "second ends"]);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("is free again after work that fails", async () => {
    const failing = withLock(lock, {}, () => Promise.reject(new Error("no luck")));
    await assert.rejects(failing, { message: "no luck" });
    assert.equal(await withLock(lock, {}, () => Promise.resolve("done")), "done");
  });

  it("takes over the lock of a process that is gone", async () => {
    writeFileSync(lock, String(spawnSync("true").pid));
    assert.equal(await withLock(lock, {}, () => Promise.resolve("done")), "done");
    assert.deepEqual(readdirSync(folder), []);
  });

  it("gives up when the holder does not", async () => {
    writeFileSync(lock, String(process.ppid));
    const waiting = withLock(lock, { patience: 0 }, () => Promise.resolve("done"));
    await assert.rejects(waiting, {
      name: "LocalAwsError",
      message: `process ${process.ppid} has kept the lock ${lock} for too long: end it, or remove the file`,
    });
  });
});
