import assert from "node:assert/strict";

import { least, median, rounded } from "../../bench/statistics";

describe("the statistics of the benchmarks", () => {
  it("are the least and the middle, rounded", () => {
    assert.equal(least([3, 1, 2]), 1);
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 2, 3]), 3);
    assert.equal(rounded(1.005, 1), 1);
    assert.equal(rounded(1.236), 1.24);
  });
});
