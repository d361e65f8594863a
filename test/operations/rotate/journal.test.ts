import assert from "node:assert/strict";

import { journalsIn, labelOfJournal, lastVersionOf } from "../../../operations/rotate/journal";

const versionId = "3f1c2b6e-0a8d-4f7b-9a51-6f2d8c4b7e10";
const startedAt = new Date("2026-03-31T12:00:00.500Z");

describe("the journal of a rotation", () => {
  for (const parts of ["function", "hand", "function+hand"] as const) {
    it(`reads back what is written of a rotation by ${parts}`, () => {
      const label = labelOfJournal({ versionId, startedAt, parts });
      assert.equal(label, `ROTATION=${versionId}@2026-03-31T12:00:00.500Z/${parts}`);
      assert.ok(label.length <= 256);
      assert.deepEqual(journalsIn({ v1: ["AWSCURRENT", label], v2: ["AWSPENDING"] }), [
        { versionId, startedAt, parts, label, before: "v1" },
      ]);
    });
  }

  it("is none in any other label", () => {
    const labels = ["AWSCURRENT", "DEPLOYED", "DEPLOYMENT=ecs-svc/1@2026-01-01T00:00:00.000Z", "ROTATION=x"];
    assert.deepEqual(journalsIn({ v1: labels }), []);
  });

  it("ends with another version where a person's values follow the function's, and always with the same one", () => {
    const journal = { versionId, startedAt };
    assert.equal(lastVersionOf({ ...journal, parts: "function" }), versionId);
    assert.equal(lastVersionOf({ ...journal, parts: "hand" }), versionId);
    const last = lastVersionOf({ ...journal, parts: "function+hand" });
    assert.match(last, /^[0-9a-f]{32}$/);
    assert.equal(lastVersionOf({ ...journal, parts: "function+hand" }), last);
  });
});
