import assert from "node:assert/strict";

import { alarm, alarmDescription, alarmName } from "../../monitoring/alarm";

const place = { project: "shop", environment: "prod", runbookUrl: "https://example.com/runbooks" } as const;

describe("alarm", () => {
  it("goes off at one event in five minutes unless it says otherwise, and is named for environment, kind and service", () => {
    const particulars = { kind: "root-use", namespace: "shop/prod", metric: "RootCalls" } as const;
    assert.deepEqual(alarm(place, { ...particulars, meaning: "The root user was used." }), {
      ...particulars,
      name: "prod-root-use",
      description: "The root user was used. Runbook: https://example.com/runbooks/root-use.md",
      dimensions: {},
      statistic: "Sum",
      period: 300,
      evaluationPeriods: 1,
      comparison: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      missingData: "notBreaching",
      reportsSilence: false,
    });
    assert.equal(
      alarmName("prod", "secret-access-alert", "auth-service"),
      "prod-secret-access-alert-auth-service",
    );
  });

  it("keeps the runbook's address in a description that would be too long", () => {
    const description = alarmDescription("x".repeat(2000), "https://example.com/a.md");
    assert.equal(description.length, 1024);
    assert.match(description, /x Runbook: https:\/\/example\.com\/a\.md$/);
  });
});
