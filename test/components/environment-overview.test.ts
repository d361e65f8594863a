import assert from "node:assert/strict";

import { EnvironmentOverview } from "../../components/environment-overview";
import { record } from "../../local/offline/recorder";
import { parseDocument, testEnvironment, typesAndNames } from "../support/components";
import { dashboardSchema } from "../support/monitoring/dashboard-schema";
import { resourceOf, resourcesOf } from "../support/pulumi";

function recordOverview(secrets: number) {
  const names = Array.from({ length: secrets }, (_, index) => `service-${index}`);
  const arnOf = (name: string) =>
    `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-test-config-AbCd12`;
  return record(
    () => {
      new EnvironmentOverview("overview", {
        environment: testEnvironment(),
        services: [
          ...names.map((name) => ({ name, secretArns: { [`${name}-test-config`]: arnOf(name) } })),
          { name: "without-secrets", secretArns: {} },
        ],
        logRetentionInDays: 30,
        deletionProtection: false,
        tags: {},
      });
    },
    { config: { "aws:region": "eu-west-1" } },
  );
}

describe("EnvironmentOverview", function () {
  this.timeout(120_000);

  it("shows every service that has secrets on a dashboard that CloudWatch takes", async () => {
    const recording = await recordOverview(2);
    const dashboard = resourceOf(recording, "aws:cloudwatch/dashboard:Dashboard").inputs;
    assert.equal(dashboard.dashboardName, "secret-backed-services-test");
    const { widgets } = dashboardSchema.parse(parseDocument(dashboard.dashboardBody));
    const [alarms] = widgets.flatMap((widget) => (widget.type === "alarm" ? [widget.properties.alarms] : []));
    const arn = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:";
    assert.deepEqual(alarms?.slice(0, 3), [
      `${arn}test-service-alert-service-0`,
      `${arn}test-service-alert-service-1`,
      `${arn}test-secret-deletion`,
    ]);
    assert.ok(!JSON.stringify(widgets).includes("without-secrets"));
  });

  it("saves the queries over the trail's log group", async () => {
    const queries = resourcesOf(await recordOverview(1), "aws:cloudwatch/queryDefinition:QueryDefinition");
    assert.deepEqual(
      queries.map(({ inputs }) => [inputs.name, inputs.logGroupNames]),
      ["who read this secret", "denied attempts", "first-time readers", "changes"].map((name) => [
        `secret-backed-services-test/${name}`,
        ["trail"],
      ]),
    );
  });

  it("reports no ages where no service has a secret", async () => {
    const { resources } = await recordOverview(0);
    assert.ok(typesAndNames(resources).every((resource) => !resource.includes("RotationAge")));
  });

  it("refuses more secrets than the trail's log group has room for metric filters, before anything exists", async () => {
    await assert.rejects(recordOverview(24), {
      message:
        "the log group of the audit trail would have 102 metric filters, and CloudWatch Logs takes at most 100: declare fewer than the 24 secrets of test, and the others in a further stack of the environment (docs/many-services.md)",
    });
    await recordOverview(23);
  });
});
