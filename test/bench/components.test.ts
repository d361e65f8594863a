import assert from "node:assert/strict";

import { measureComponents } from "../../bench/components";

describe("the benchmark of components", function () {
  this.timeout(120_000);

  it("registers as many resources as the components do, and sets the times in relation", async () => {
    const [row] = await measureComponents([2]);
    assert.equal(row?.services, 2);
    assert.ok(Number(row.resources) > 80);
    assert.ok(Number(row.ratio) > 0);
    assert.match(String(row["components' own share"]), /^\d+ %$/);
  });
});
