import assert from "node:assert/strict";

import { reportAges } from "../../../monitoring/age/report-ages";

const now = new Date("2026-11-25T00:00:00Z");
const secret = (type: string) => ({
  service: "auth-service",
  name: `auth-service-prod-${type}`,
  deadlineInDays: 90,
});
const created = new Date("2026-11-15T00:00:00Z");

function report(...types: string[]) {
  const lines: string[] = [];
  const done = reportAges({
    secrets: types.map(secret),
    namespace: "secret-backed-services/prod",
    now,
    stateOf: (name) => {
      if (name.includes("credentials")) return Promise.reject(new Error("no such secret"));
      const labels = name.includes("api-keys") ? ["AWSPENDING"] : ["AWSCURRENT"];
      return Promise.resolve({ versions: [{ created, labels }] });
    },
    print: (line) => lines.push(line),
  });
  return { lines, done };
}

describe("reportAges", () => {
  it("prints one record in the embedded metric format, for the service and for the secret", async () => {
    const { lines, done } = report("config");
    await done;
    assert.deepEqual(
      lines.map((line): unknown => JSON.parse(line)),
      [
        {
          _aws: {
            Timestamp: now.getTime(),
            CloudWatchMetrics: [
              {
                Namespace: "secret-backed-services/prod",
                Dimensions: [["Service"], ["Service", "Secret"]],
                Metrics: [
                  { Name: "DaysSinceRotation" },
                  { Name: "DaysUntilRotation" },
                  { Name: "DaysOverdue" },
                  { Name: "HoursSinceUndeployed" },
                ],
              },
            ],
          },
          Service: "auth-service",
          Secret: "auth-service-prod-config",
          DaysSinceRotation: 10,
          DaysUntilRotation: 80,
          DaysOverdue: 0,
          HoursSinceUndeployed: 0,
        },
      ],
    );
  });

  it("leaves out a secret without a current value", async () => {
    const { lines, done } = report("api-keys");
    await done;
    assert.deepEqual(lines, []);
  });

  it("reports the others when one fails, and then fails itself", async () => {
    const { lines, done } = report("credentials", "config");
    await assert.rejects(done, {
      message: "the age of auth-service-prod-credentials: Error: no such secret",
    });
    assert.equal(lines.length, 1);
  });
});
