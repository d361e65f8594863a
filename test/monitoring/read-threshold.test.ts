import assert from "node:assert/strict";

import { expectedReads } from "../../monitoring/read-threshold";

describe("expectedReads", () => {
  it("is keys x tasks x deployments", () => {
    assert.equal(expectedReads({ keys: 3, tasks: 4, deployments: 1 }), 12);
    assert.equal(expectedReads({ keys: 3, tasks: 12, deployments: 2 }), 72);
    assert.equal(expectedReads({ keys: 0, tasks: 3, deployments: 2 }), 0);
  });

  it("covers a deployment and the rollback of it, and not a task that crashes three times and starts anew", () => {
    const threshold = expectedReads({ keys: 3, tasks: 1, deployments: 2 });
    const starts = (count: number) => 3 * count;
    assert.ok(starts(2) <= threshold);
    assert.ok(starts(3) > threshold);
  });
});
