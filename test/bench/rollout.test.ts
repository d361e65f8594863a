import assert from "node:assert/strict";

import { measureRollouts } from "../../bench/rollout";

describe("the benchmark of rollouts", () => {
  it("counts looks, deployments and calls until the old credentials are retired", async () => {
    const counted = (await measureRollouts([1, 2])).map((row) => [
      row["secrets rotated at once"],
      row.looks,
      row.deployments,
      row["changing calls"],
    ]);
    assert.deepEqual(counted, [
      [1, 2, 1, 5],
      [2, 2, 1, 9],
    ]);
  });
});
