import assert from "node:assert/strict";

import { followRollout } from "../../../operations/rollout/follow-rollout";
import { type RolloutReport } from "../../../operations/rollout/invoke-rollout";

const report = (state: RolloutReport["state"], reason: string): RolloutReport => ({
  service: "auth-service-prod",
  state,
  steps: [],
  reason,
});

/** Follows what one look tells, with no time left. */
async function follow(seen: RolloutReport | undefined, isOver = true) {
  const told: string[] = [];
  const last = await followRollout({
    look: () => Promise.resolve(seen),
    isOver: () => Promise.resolve(isOver),
    onReport: ({ reason }) => told.push(reason),
    deadline: 0,
  });
  return { last, told };
}

describe("followRollout", () => {
  it("ends with the report of a rollout that is over, by the labels too", async () => {
    const done = report("up to date", "every task runs with AWSCURRENT");
    assert.deepEqual(await follow(done), { last: done, told: [done.reason] });
  });

  for (const [what, seen, isOver, last] of [
    ["while tasks start", report("deploying", "waits"), true, "deploying: waits"],
    [
      "while labels are on their way",
      report("up to date", "every task runs"),
      false,
      "up to date: every task runs",
    ],
    ["while the function is busy", undefined, true, "the rollout function is at work for others"],
  ] as const) {
    it(`says at the deadline what it last saw, ${what}`, async () => {
      await assert.rejects(follow(seen, isOver), {
        name: "Problem",
        message: `the rollout is not over yet (${last}): it goes on by itself, and --timeout waits longer`,
      });
    });
  }
});
