import assert from "node:assert/strict";

import { type AccessRecord } from "../../../operations/history/access-record";
import { historyReport, judged, warnings } from "../../../operations/history/report";

const by = (principal: string, changes: Partial<AccessRecord> = {}): AccessRecord => ({
  id: "1",
  time: new Date("2026-11-25T11:00:00.123Z"),
  secret: "auth-service-prod-config",
  principal: `arn:aws:iam::123456789012:${principal}`,
  from: "198.51.100.7",
  result: "read",
  ...changes,
});
const records = judged(
  [
    by("role/auth-service-prod-execution", { session: "0123" }),
    by("user/ann"),
    by("user/ann"),
    by("role/stranger", { session: "x", from: "203.0.113.9" }),
    by("role/denied", { result: "AccessDenied" }),
  ],
  (_secret, principal) => principal.endsWith("execution"),
);

describe("historyReport", () => {
  it("lists the calls in columns, with a mark at those who are not declared", () => {
    assert.equal(
      historyReport(records),
      [
        "   time                  who                                    secret                    from          result",
        "   2026-11-25T11:00:00Z  role/auth-service-prod-execution/0123  auth-service-prod-config  198.51.100.7  read",
        "!  2026-11-25T11:00:00Z  user/ann                               auth-service-prod-config  198.51.100.7  read",
        "!  2026-11-25T11:00:00Z  user/ann                               auth-service-prod-config  198.51.100.7  read",
        "!  2026-11-25T11:00:00Z  role/stranger/x                        auth-service-prod-config  203.0.113.9   read",
        "!  2026-11-25T11:00:00Z  role/denied                            auth-service-prod-config  198.51.100.7  AccessDenied",
      ].join("\n"),
    );
  });

  it("says when there is nothing", () => {
    assert.equal(historyReport([]), "No calls.");
  });
});

describe("warnings", () => {
  it("name each undeclared reader of a secret once, and nobody who was denied", () => {
    assert.deepEqual(warnings(records), [
      "warning: user/ann read auth-service-prod-config 2 times and is not declared: see docs/runbooks/undeclared-reader.md",
      "warning: role/stranger read auth-service-prod-config once and is not declared: see docs/runbooks/undeclared-reader.md",
    ]);
  });
});
