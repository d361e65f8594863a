import assert from "node:assert/strict";

import { rolloutState } from "../../../operations/status/rollout-state";

const mark = "DEPLOYMENT=ecs-svc/1@2026-01-01T00:00:00.000Z";
const overlap = "OVERLAP_UNTIL=2026-01-01T00:00:00.000Z";

const cases: [string, Record<string, string[]>][] = [
  ["no value", { v1: ["AWSPENDING"] }],
  ["verifying", { v1: ["AWSCURRENT", "BOOTSTRAP"] }],
  ["up to date", { v1: ["AWSCURRENT", "BOOTSTRAP", "DEPLOYED"] }],
  ["deploying", { v1: ["AWSPREVIOUS", "DEPLOYED"], v2: ["AWSCURRENT"] }],
  ["deploying", { v1: ["AWSPREVIOUS", "DEPLOYED", mark], v2: ["AWSCURRENT"] }],
  ["verifying", { v1: ["AWSPREVIOUS", "DEPLOYED"], v2: ["AWSCURRENT", mark] }],
  ["overlap", { v1: ["AWSPREVIOUS"], v2: ["AWSCURRENT", mark, "DEPLOYED", overlap] }],
  ["up to date", { v1: ["AWSPREVIOUS"], v2: ["AWSCURRENT", mark, "DEPLOYED"] }],
  ["rolled back", { v1: ["AWSCURRENT", "DEPLOYED", mark], v2: ["AWSPREVIOUS", "ROLLED_BACK"] }],
  ["held", { v1: ["AWSPREVIOUS", "DEPLOYED"], v2: ["AWSCURRENT", mark, "HELD"] }],
];

describe("rolloutState", () => {
  for (const [state, labels] of cases) {
    it(`is "${state}" with ${JSON.stringify(labels)}`, () => {
      assert.equal(rolloutState({ labels }), state);
    });
  }
});
