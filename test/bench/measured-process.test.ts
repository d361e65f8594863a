import assert from "node:assert/strict";

import { usageOf } from "../../bench/measured-process";

const node = (script: string, environment = {}, expected = [0]) =>
  usageOf([process.execPath, "-e", script], environment, expected);

describe("usageOf", () => {
  it("tells the processor time and the memory of a process that has ended", async () => {
    const idle = await node("");
    const work =
      "const full = Buffer.alloc(2 ** 28, 1); for (const end = Date.now() + 500; Date.now() < end;);";
    const busy = await node(work);
    assert.ok(busy.seconds > idle.seconds);
    assert.ok(busy.megabytes - idle.megabytes > 200, `${busy.megabytes} - ${idle.megabytes}`);
  });

  it("hands environment variables on, and takes the exit codes that it is told", async () => {
    await node("process.exit(Number(process.env.CODE))", { CODE: "3" }, [0, 3]);
    await assert.rejects(node("process.exit(4)"), /-e process\.exit\(4\) ended with 4$/);
  });
});
