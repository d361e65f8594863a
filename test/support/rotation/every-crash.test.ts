import assert from "node:assert/strict";
import { everyCrash, type Process } from "./every-crash";

/** Appends a, b and c to a list, each only if it is not there. */
async function append(list: string[], process: Process): Promise<void> {
  for (const item of ["a", "b", "c"]) {
    const isThere = await process.call(() => list.includes(item));
    if (!isThere) await process.call(() => list.push(item));
  }
}

describe("everyCrash", () => {
  it("kills right after each call, and runs again in the same world", async () => {
    const killed: string[] = [];
    const ended: string[] = [];
    const calls = await everyCrash<string[]>({
      makeWorld: () => [],
      run: append,
      checkKilled: (list) => void killed.push(list.join("")),
      check: (list) => void ended.push(list.join("")),
    });
    assert.equal(calls, 6);
    assert.deepEqual(killed, ["", "a", "a", "ab", "ab", "abc"]);
    assert.deepEqual(ended, Array<string>(7).fill("abc"));
  });

  it("tells after which call another run goes wrong", async () => {
    const appendAnyhow = async (list: string[], process: Process) => {
      for (const item of ["a", "b"]) await process.call(() => list.push(item));
    };
    const check = (list: string[]) => {
      assert.equal(list.join(""), "ab");
    };
    await assert.rejects(everyCrash<string[]>({ makeWorld: () => [], run: appendAnyhow, check }), {
      message: "after a crash right after call 1",
    });
  });

  it("wants a process that makes calls", async () => {
    const run = () => Promise.resolve();
    await assert.rejects(everyCrash({ makeWorld: () => [], run, check: () => undefined }), {
      message: "a process that makes no calls cannot be killed after one",
    });
  });
});
