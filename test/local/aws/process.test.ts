import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";

import { commandLineOf, isAlive, isEmulator, stopGroup } from "../../../local/aws/process";

describe("isEmulator", () => {
  const commandLine = ["/p/.local/emulator/venv/bin/python", "/p/local/emulator.py", "--port", "45991", ""];

  it("knows the launcher by its script and port", () => {
    assert.equal(isEmulator(commandLine, 45991), true);
    assert.equal(isEmulator([...commandLine, "--stop-with-stdin"], 45991), true);
  });

  it("takes a process that got the id later for what it is", () => {
    assert.equal(isEmulator([], 45991), false);
    assert.equal(isEmulator(["node", "server.js", "--port", "45991"], 45991), false);
    assert.equal(isEmulator(commandLine, 45992), false);
  });
});

describe("commandLineOf", () => {
  it("gives the words of a running process, and none for another", async () => {
    const child = spawn(process.execPath, ["-e", "console.log(); process.stdin.resume()", "a-word"]);
    await once(child.stdout, "data");
    assert.ok(child.pid !== undefined && commandLineOf(child.pid).includes("a-word"));
    child.kill();
    assert.deepEqual(commandLineOf(2 ** 22 + 1), []);
  });
});

describe("stopGroup", () => {
  it("ends a process with its children, even if it ignores the request", async () => {
    const script = "trap '' TERM; sleep 60 & echo $!; wait; wait";
    const child = spawn("sh", ["-c", script], { detached: true, stdio: ["ignore", "pipe", "ignore"] });
    const [grandchild] = (await once(child.stdout, "data")).map(Number);
    assert.ok(child.pid !== undefined && grandchild !== undefined && isAlive(grandchild));
    await stopGroup(child.pid, 100);
    await once(child, "exit");
    assert.equal(child.signalCode, "SIGKILL");
    while (commandLineOf(grandchild).includes("sleep")) await delay(10);
  });

  it("does nothing to a process that is gone", async () => {
    const child = spawn("true");
    await once(child, "exit");
    assert.ok(child.pid !== undefined);
    assert.equal(isAlive(child.pid), false);
    await stopGroup(child.pid);
  });
});
