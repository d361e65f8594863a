import assert from "node:assert/strict";

import { measureStatus } from "../../bench/status";

describe("the benchmark of status", function () {
  this.timeout(120_000);

  it("counts the calls, which grow with the pages and not with the secrets", async () => {
    const rows = await measureStatus([10, 200]);
    assert.deepEqual(
      rows.map((row) => [row.secrets, row.tasks, row["calls of Secrets Manager"], row["calls of ECS"]]),
      [
        [10, 20, 1, 2],
        [200, 400, 2, 8],
      ],
    );
    assert.equal(rows[0]?.ratio, 1);
  });
});
