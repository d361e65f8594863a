import assert from "node:assert/strict";

import { readAudit } from "../../../local/delivery/audit-report";

const report = (severities: Record<string, string>) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      Object.entries(severities).map(([name, severity]) => [name, { name, severity }]),
    ),
  });

describe("readAudit", () => {
  it("passes where nothing is known, or nothing of weight", () => {
    assert.deepEqual(readAudit(report({})), {
      exitCode: 0,
      lines: ["0 packages with a vulnerability of high or critical severity, 0 of lower severity"],
    });
    assert.deepEqual(readAudit(report({ a: "moderate", b: "low", c: "info" })), {
      exitCode: 0,
      lines: ["0 packages with a vulnerability of high or critical severity, 3 of lower severity"],
    });
  });

  it("fails where it weighs", () => {
    assert.deepEqual(readAudit(report({ a: "high", b: "low", c: "critical" })), {
      exitCode: 1,
      lines: [
        "2 packages with a vulnerability of high or critical severity, 1 of lower severity",
        "  a: high",
        "  c: critical",
      ],
    });
  });

  it("fails otherwise where the registry gives no answer, and says so", () => {
    const hint = "Ask again, or ask a registry that answers: npm audit --registry <url>";
    const message =
      "405 Method Not Allowed - POST https://registry.example.com/-/npm/v1/security/advisories/bulk";
    assert.deepEqual(readAudit(JSON.stringify({ message, error: { summary: "", detail: "" } })), {
      exitCode: 3,
      lines: [`not audited: the registry gave no answer (${message})`, hint],
    });
    assert.deepEqual(
      readAudit(
        JSON.stringify({
          error: { code: "ENOAUDIT", summary: "Your registry does not support audits\nmore" },
        }),
      ),
      {
        exitCode: 3,
        lines: ["not audited: the registry gave no answer (Your registry does not support audits)", hint],
      },
    );
    for (const output of ["", "<html>", "{}", "[]"]) {
      assert.deepEqual(readAudit(output), {
        exitCode: 3,
        lines: ["not audited: the registry gave no answer", hint],
      });
    }
  });
});
