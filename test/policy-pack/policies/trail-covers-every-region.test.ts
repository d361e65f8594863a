import assert from "node:assert/strict";

import { trailCoversEveryRegion as policy } from "../../../policy-pack/policies/trail-covers-every-region";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";
import { trail } from "../trails";

const oneRegion =
  "mandatory Trail trail: isMultiRegionTrail is not true: set it, so that every region is recorded";
const noGlobal =
  "mandatory Trail trail: includeGlobalServiceEvents is false: leave it out, so that calls of IAM and STS are recorded";

describe("trail-covers-every-region", () => {
  it("accepts a trail of every region", async () => {
    for (const includeGlobalServiceEvents of [undefined, true])
      assert.deepEqual(await reports(policy, () => trail({ includeGlobalServiceEvents })), []);
  });

  it("refuses a trail of one region", async () => {
    for (const isMultiRegionTrail of [undefined, false])
      assert.deepEqual(await reports(policy, () => trail({ isMultiRegionTrail })), [oneRegion]);
  });

  it("refuses a trail that leaves global services out", async () => {
    const program = () => trail({ includeGlobalServiceEvents: false });
    assert.deepEqual(await reports(policy, program), [noGlobal]);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () =>
      trail({
        isMultiRegionTrail: knownInUpdate(false),
        includeGlobalServiceEvents: true,
      });
    assert.deepEqual(await reports(policy, program), [undetermined("Trail trail", "isMultiRegionTrail")]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [oneRegion]);
  });
});
