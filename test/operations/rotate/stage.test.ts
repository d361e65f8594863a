import assert from "node:assert/strict";

import { lastVersionOf, type Parts } from "../../../operations/rotate/journal";
import { stageOf } from "../../../operations/rotate/stage";

const made = "3f1c2b6e-0a8d-4f7b-9a51-6f2d8c4b7e10";
const last = lastVersionOf({ versionId: made, startedAt: new Date(0), parts: "function+hand" });
const mark = "DEPLOYMENT=ecs-svc/1@2026-01-01T00:00:00.000Z";

const cases: [ReturnType<typeof stageOf>, Parts, Record<string, string[]>][] = [
  ["create", "function", { v1: ["AWSCURRENT", "DEPLOYED"] }],
  ["create", "hand", { v1: ["AWSCURRENT", "DEPLOYED"] }],
  ["update", "function", { v1: ["AWSCURRENT", "DEPLOYED"], [made]: ["AWSPENDING"] }],
  ["update", "hand", { v1: ["AWSCURRENT", "DEPLOYED"], [made]: ["WRITTEN_BY_HAND"] }],
  ["update", "function+hand", { v1: ["AWSPREVIOUS", "DEPLOYED"], [made]: ["AWSCURRENT"] }],
  ["update", "function+hand", { [made]: ["AWSCURRENT", "DEPLOYED", mark] }],
  ["deploy", "function", { v1: ["AWSPREVIOUS", "DEPLOYED"], [made]: ["AWSCURRENT"] }],
  ["deploy", "function+hand", { v1: ["DEPLOYED"], [made]: ["AWSPREVIOUS"], [last]: ["AWSCURRENT"] }],
  ["verify", "function", { v1: ["AWSPREVIOUS", "DEPLOYED"], [made]: ["AWSCURRENT", mark] }],
  ["finished", "hand", { v1: ["AWSPREVIOUS"], [made]: ["AWSCURRENT", "DEPLOYED", mark] }],
  ["held", "hand", { v1: ["AWSPREVIOUS", "DEPLOYED"], [made]: ["AWSCURRENT", mark, "HELD"] }],
  ["rolled back", "function", { v1: ["AWSCURRENT", "DEPLOYED"], [made]: ["AWSPREVIOUS", mark] }],
  ["rolled back", "function", { v1: ["AWSCURRENT"], [made]: ["AWSPREVIOUS", "ROLLED_BACK"] }],
  ["rolled back", "function+hand", { [made]: ["AWSCURRENT"], [last]: ["AWSPREVIOUS", "ROLLED_BACK"] }],
  ["overtaken", "function", { [made]: ["AWSPREVIOUS"], v9: ["AWSCURRENT", "DEPLOYED"] }],
];

describe("stageOf", () => {
  for (const [stage, parts, labels] of cases) {
    it(`is "${stage}" of a rotation by ${parts} with ${JSON.stringify(labels)}`, () => {
      const journal = { versionId: made, startedAt: new Date(0), parts, label: "ROTATION=…", before: "v1" };
      assert.equal(stageOf(journal, labels), stage);
    });
  }
});
