import assert from "node:assert/strict";

import { labelOfNote, type RollbackNote } from "../../../operations/rollback/rollback-note";
import { rollbackTarget } from "../../../operations/rollback/rollback-target";
import { stackSecret } from "../../support/stack-secret";

const now = new Date("2026-03-31T12:00:00Z");
const mark = "DEPLOYMENT=ecs-svc/1@2026-01-01T00:00:00.000Z";
const name = "auth-service-prod-config";
const rotated = { v1: ["AWSPREVIOUS"], v2: ["AWSCURRENT", "DEPLOYED", mark] };

const target = (labels: Record<string, string[]>) => {
  const { from, to, note, isNoted, isMoved } = rollbackTarget([stackSecret({ labels })], now);
  return { from, to, note, isNoted, isMoved };
};

describe("rollbackTarget", () => {
  const fresh = { from: "v2", to: "v1", isNoted: false, isMoved: false };
  const stages: [RollbackNote["stage"], Record<string, string[]>][] = [
    ["deployed", rotated],
    ["deploying", { v1: ["AWSPREVIOUS", "DEPLOYED"], v2: ["AWSCURRENT", mark] }],
    ["undeployed", { v1: ["AWSPREVIOUS", "DEPLOYED"], v2: ["AWSCURRENT"] }],
  ];
  for (const [stage, labels] of stages) {
    it(`is the version before one that is ${stage}`, () => {
      assert.deepEqual(target(labels), { ...fresh, note: { startedAt: now, stage } });
    });
  }

  it("is the one that a rollback has begun to go back to", () => {
    const note = { startedAt: now, stage: "undeployed" as const };
    const label = labelOfNote(note);
    const begun = { v1: ["AWSPREVIOUS", "DEPLOYED"], v2: ["AWSCURRENT", label] };
    assert.deepEqual(target(begun), { ...fresh, note, isNoted: true });
    const moved = { v1: ["AWSCURRENT"], v2: ["AWSPREVIOUS", "ROLLED_BACK", label] };
    assert.deepEqual(target(moved), { ...fresh, note, isNoted: true, isMoved: true });
  });

  const refusals: [Record<string, string[]>, string][] = [
    [{ v1: ["AWSCURRENT"] }, `${name} has no version before its present one (AWSPREVIOUS) to go back to`],
    [
      { v1: ["AWSCURRENT", "DEPLOYED", mark], v2: ["AWSPREVIOUS", "ROLLED_BACK"] },
      `${name} was rolled back already: version v2, which was current before, is ROLLED_BACK. secrets rotate makes a new one`,
    ],
    [
      { ...rotated, v3: ["AWSPENDING"] },
      `a rotation of ${name} is unfinished, AWSPENDING is on version v3: wait for it, or end it with secrets rotate --resume`,
    ],
    [
      { v1: ["AWSPREVIOUS"], v2: ["AWSCURRENT", "DEPLOYED", "OVERLAP_UNTIL=2026-03-31T13:00:00.000Z"] },
      `version v2 of ${name} has been in use since its rollout, and overlaps with the one before until 2026-03-31T13:00:00.000Z: ` +
        "going back would refuse at once what it has signed since. secrets rotate makes a new value then",
    ],
  ];
  for (const [labels, message] of refusals) {
    it(`is none with ${JSON.stringify(labels)}`, () => {
      assert.throws(() => target(labels), { name: "Problem", message });
    });
  }

  it("is that of the only secret that has a version before", () => {
    const [one, other] = [
      stackSecret({ labels: { v1: ["AWSCURRENT"] } }),
      stackSecret({ name: "b", labels: rotated }),
    ];
    assert.equal(rollbackTarget([one, other], now).secret.name, "b");
    assert.throws(() => rollbackTarget([one, one], now), {
      message: "no secret of auth-service has a version before its present one (AWSPREVIOUS)",
    });
    assert.throws(() => rollbackTarget([{ ...other, name: "a" }, other], now), {
      message: "several secrets of auth-service have a version before: say with --secret which of a, b",
    });
  });
});
