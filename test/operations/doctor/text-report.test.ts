import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { checks, type CheckId, runbookOf } from "../../../operations/doctor/checks";
import { doctorReport, doctorReportSchema } from "../../../operations/doctor/doctor-report";
import { type Examination } from "../../../operations/doctor/examine";
import { ok, problem, unknown } from "../../../operations/doctor/finding";
import { describeRepair } from "../../../operations/doctor/repair";
import { textReport, wrapped } from "../../../operations/doctor/text-report";
import { secretArn } from "../../support/doctor/observed";

const restore = { kind: "restore-secret", secret: "auth-service-prod-config", secretArn } as const;
const examination: Examination = {
  environment: "prod",
  shared: [ok("function-exists", "rollout", "it is there")],
  services: [
    {
      service: "auth-service",
      findings: [
        unknown("key-state", "auth-service-prod-config", "AccessDeniedException: no"),
        problem(
          "secret-in-use",
          "auth-service-prod-config",
          "its deletion was asked for",
          "restore it",
          restore,
        ),
      ],
    },
  ],
};

describe("the doctor's report", () => {
  it("tells of problems first, then of what was not seen, and counts the rest", () => {
    assert.equal(
      textReport(examination, { width: 80, color: false }),
      [
        "auth-service",
        "  problem secret-in-use: auth-service-prod-config",
        "          its deletion was asked for",
        "          fix: restore it",
        "          see: docs/runbooks/secret-deletion.md",
        "  unknown key-state: auth-service-prod-config",
        "          could not look: AccessDeniedException: no",
        "  ok      0 checks",
        "",
        "shared by all of prod",
        "  ok      1 check",
        "",
        "3 checks: 1 problem, 1 could not be looked at",
      ].join("\n"),
    );
  });

  it("has colours on a terminal, and the same text", () => {
    const plain = textReport(examination, { width: 80, color: false });
    const coloured = textReport(examination, { width: 80, color: true });
    assert.notEqual(coloured, plain);

    assert.equal(coloured.replace(/\u001b\[\d+m/g, ""), plain);
  });

  it("breaks lines between words", () => {
    assert.deepEqual(wrapped("one two three", "  ", 9), ["  one two", "  three"]);
    assert.deepEqual(wrapped("a extraordinarily b", "", 5), ["a", "extraordinarily", "b"]);
  });

  it("has a form that its schema describes", () => {
    const report = doctorReport(examination, [{ repair: restore, outcome: "failed", reason: "no" }]);
    assert.deepEqual(doctorReportSchema.parse(report), report);
    assert.deepEqual(report.summary, { ok: 1, problem: 1, unknown: 1 });
    assert.deepEqual(report.repairs, [
      { repair: "restore-secret", secret: "auth-service-prod-config", outcome: "failed", reason: "no" },
    ]);
    assert.deepEqual(report.services[0]?.findings[1], {
      check: "secret-in-use",
      subject: "auth-service-prod-config",
      verdict: "problem",
      evidence: "its deletion was asked for",
      fix: "restore it",
      runbook: "docs/runbooks/secret-deletion.md",
      repair: "restore-secret",
    });
    const strange = { ...report, shared: [{ check: "other", subject: "x", verdict: "ok", evidence: "y" }] };
    assert.equal(doctorReportSchema.safeParse(strange).success, false);
  });

  it("names runbooks that are there", () => {
    const pages = Object.keys(checks).flatMap((id) => runbookOf(id as CheckId) ?? []);
    assert.deepEqual(
      pages.filter((page) => !existsSync(join(__dirname, "../../..", page))),
      [],
    );
    assert.ok(pages.length > 10);
  });

  it("is described in full in docs/operations.md", () => {
    const page = readFileSync(join(__dirname, "../../../docs/operations.md"), "utf8");
    const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| (.+?) +\|.*?(?:\[([a-z-]+)\].*)?\|$/gm)];
    assert.deepEqual(
      rows.map(([, id, title, runbook]) => [id, title, runbook]),
      Object.entries(checks).map(([id, check]) => [
        id,
        check.title,
        "runbook" in check ? check.runbook : undefined,
      ]),
    );
  });

  it("says what each repair does", () => {
    const repairs = [
      { kind: "remove-pending-label", secret: "s", secretArn, versionId: "v" },
      { kind: "restore-secret", secret: "s", secretArn },
      { kind: "start-rollout", secret: "s", secretArn },
    ] as const;
    assert.deepEqual(repairs.map(describeRepair), [
      "take AWSPENDING off version v of s",
      "cancel the deletion of s",
      "have the rollout function bring s to the running tasks",
    ]);
  });
});
