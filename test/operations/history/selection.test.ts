import assert from "node:assert/strict";

import { type AccessRecord } from "../../../operations/history/access-record";
import { isSelected, parseSince, type Selection } from "../../../operations/history/selection";

const now = new Date("2026-11-25T12:00:00Z");
const record: AccessRecord = {
  id: "1",
  time: new Date("2026-11-25T11:00:00Z"),
  secret: "auth-service-prod-config",
  principal: "arn:aws:iam::123456789012:role/developer",
  session: "ann",
  from: "198.51.100.7",
  result: "read",
};
const all: Selection = {
  secrets: new Set([record.secret]),
  since: new Date("2026-11-25T00:00:00Z"),
  denied: false,
};

describe("isSelected", () => {
  const cases: [string, Partial<Selection>, boolean][] = [
    ["everything", {}, true],
    ["another secret", { secrets: new Set(["other-prod-config"]) }, false],
    ["a later time", { since: now }, false],
    ["part of the principal", { principal: "role/dev" }, true],
    ["the session", { principal: "ann" }, true],
    ["someone else", { principal: "ben" }, false],
    ["what was denied", { denied: true }, false],
  ];
  for (const [what, changes, expected] of cases) {
    it(`says ${expected ? "yes" : "no"} to ${what}`, () => {
      assert.equal(isSelected(record, { ...all, ...changes }), expected);
    });
  }

  it("takes every kind of denial for one", () => {
    for (const result of ["AccessDenied", "AccessDeniedException"]) {
      assert.equal(isSelected({ ...record, result }, { ...all, denied: true }), true);
    }
    assert.equal(isSelected({ ...record, result: "ThrottlingException" }, { ...all, denied: true }), false);
  });
});

describe("parseSince", () => {
  it("takes minutes, hours and days", () => {
    assert.deepEqual(
      ["30m", "24h", "90d"].map((text) => parseSince(text, now).toISOString()),
      ["2026-11-25T11:30:00.000Z", "2026-11-24T12:00:00.000Z", "2026-08-27T12:00:00.000Z"],
    );
  });

  for (const text of ["", "24", "0h", "-1h", "91d", "1w", "1.5h"]) {
    it(`refuses "${text}"`, () => {
      assert.throws(() => parseSince(text, now), {
        name: "InputError",
        message: `--since must be minutes, hours or days up to 90d, such as 30m, 24h or 7d (got "${text}")`,
      });
    });
  }
});
