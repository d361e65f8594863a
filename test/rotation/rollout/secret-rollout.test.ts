import assert from "node:assert/strict";
import { type VersionLabels } from "../../../rotation/contract/version-labels";

import { hasOneValueOnly, readRollout, retirableVersions } from "../../../rotation/rollout/secret-rollout";

const mark = "DEPLOYMENT=ecs-svc/1@2026-01-05T12:00:00.000Z";
const newerMark = "DEPLOYMENT=ecs-svc/2@2026-01-05T13:00:00.000Z";

function rolloutOf(versions: VersionLabels) {
  const rollout = readRollout({ arn: "arn", name: "web-prod-config", versions });
  assert.ok(rollout);
  return rollout;
}

describe("readRollout", () => {
  it("knows nothing of a secret without AWSCURRENT", () => {
    assert.equal(
      readRollout({ arn: "arn", name: "web-prod-config", versions: { a: ["AWSPENDING"] } }),
      undefined,
    );
  });

  const cases: [
    string,
    VersionLabels,
    { finished: boolean; marked: boolean; takenBack: boolean; held: boolean },
  ][] = [
    [
      "is finished when AWSCURRENT is deployed",
      { a: ["AWSCURRENT", "DEPLOYED", mark] },
      { finished: true, marked: true, takenBack: false, held: false },
    ],
    [
      "is finished also when a crash left an older mark elsewhere",
      { a: ["AWSCURRENT", "DEPLOYED", newerMark], b: [mark] },
      { finished: true, marked: true, takenBack: false, held: false },
    ],
    [
      "is unfinished with a new version",
      { a: ["DEPLOYED", mark], b: ["AWSCURRENT"] },
      { finished: false, marked: false, takenBack: false, held: false },
    ],
    [
      "is unfinished, and taken back, when a newer version was being deployed",
      { a: ["AWSCURRENT", "DEPLOYED", mark], b: [newerMark] },
      { finished: false, marked: false, takenBack: true, held: false },
    ],
    [
      "stays taken back when it no longer counts as deployed",
      { a: ["AWSCURRENT"], b: ["ROLLED_BACK", newerMark] },
      { finished: false, marked: false, takenBack: true, held: false },
    ],
    [
      "is held when people were told of AWSCURRENT",
      { a: ["DEPLOYED"], b: ["AWSCURRENT", "HELD", mark] },
      { finished: false, marked: true, takenBack: false, held: true },
    ],
    [
      "is not held when people were told of a version before",
      { a: ["DEPLOYED"], b: ["HELD", mark], c: ["AWSCURRENT"] },
      { finished: false, marked: false, takenBack: false, held: false },
    ],
  ];
  for (const [title, versions, expected] of cases) {
    it(title, () => {
      const { finished, mark: found, takenBack, held } = rolloutOf(versions);
      assert.deepEqual({ finished, marked: found !== undefined, takenBack, held }, expected);
    });
  }
});

describe("hasOneValueOnly", () => {
  it("holds for a first value, also while the second one is pending", () => {
    assert.equal(hasOneValueOnly(rolloutOf({ a: ["AWSCURRENT", "BOOTSTRAP"], b: ["AWSPENDING"] })), true);
  });
  it("fails once there was another value, or a deployment was made for this one", () => {
    assert.equal(hasOneValueOnly(rolloutOf({ a: ["AWSCURRENT"], b: ["AWSPREVIOUS"] })), false);
    assert.equal(hasOneValueOnly(rolloutOf({ a: ["AWSCURRENT", "DEPLOYED"] })), false);
    assert.equal(hasOneValueOnly(rolloutOf({ a: ["AWSCURRENT", mark] })), false);
  });
});

describe("retirableVersions", () => {
  const cases: [string, VersionLabels, string[]][] = [
    ["are the version before", { a: ["DEPLOYED", "AWSPREVIOUS"], b: ["AWSCURRENT"] }, ["a"]],
    ["are all versions between", { a: ["DEPLOYED"], b: ["AWSPREVIOUS"], c: ["AWSCURRENT"] }, ["a", "b"]],
    [
      "are versions that were taken back",
      { a: ["DEPLOYED", "AWSPREVIOUS"], b: ["ROLLED_BACK"], c: ["AWSCURRENT"] },
      ["a", "b"],
    ],
    [
      "are those before a version that follows an unfinished rollback",
      { a: ["AWSPREVIOUS"], b: ["ROLLED_BACK"], c: ["AWSCURRENT"] },
      ["a", "b"],
    ],
    ["are none where it is unknown what ran", { a: ["AWSPREVIOUS"], b: ["AWSCURRENT"] }, []],
    ["are none after a rollback", { a: ["AWSCURRENT"], b: ["AWSPREVIOUS", "ROLLED_BACK"] }, []],
    ["never are AWSCURRENT", { a: ["DEPLOYED", "AWSPREVIOUS"], b: ["AWSCURRENT", "ROLLED_BACK"] }, ["a"]],
  ];
  for (const [title, versions, expected] of cases) {
    it(title, () => {
      assert.deepEqual(retirableVersions(rolloutOf(versions)), expected);
    });
  }
});
