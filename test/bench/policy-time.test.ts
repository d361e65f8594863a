import assert from "node:assert/strict";

import { recordServices } from "../../bench/many-services";
import { measurePolicies } from "../../bench/policy-time";
import { analyze } from "../../local/offline/analyze";
import { policies } from "../../policy-pack/policies/index";

describe("the benchmark of policies", function () {
  this.timeout(120_000);

  it("measures services of about 44 resources, with which the policies find no fault", async () => {
    const recording = await recordServices(3);
    const perService = recording.resources.length - (await recordServices(2)).resources.length;
    assert.ok(perService >= 40 && perService <= 48, String(perService));
    assert.deepEqual(await analyze(policies, recording), []);
  });

  it("sets the time of all policies in relation to that of none, for each size", async () => {
    const rows = await measurePolicies([1, 4]);
    assert.deepEqual(
      rows.map(({ services, policies: count }) => [services, count]),
      [
        [1, policies.length],
        [4, policies.length],
      ],
    );
    assert.equal(rows[0]?.growth, 1);
    for (const { ratio } of rows) assert.ok(Number(ratio) > 1);
  });
});
