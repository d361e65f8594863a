import assert from "node:assert/strict";

import { type EnvironmentArgs } from "../../components/environment";
import { record } from "../../local/offline/recorder";
import { monitoringSettings, parseDocument, testEnvironment, textOf } from "../support/components";
import { matches } from "../support/monitoring/pattern-match";
import { keyCall, roleSession } from "../support/monitoring/trail-records";
import { resourceOf, resourcesOf } from "../support/pulumi";

const types = {
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  filter: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
};

function recordEnvironment(overrides: Partial<EnvironmentArgs> = {}) {
  return record(
    () => {
      testEnvironment(overrides);
    },
    { config: { "aws:region": "eu-west-1" } },
  );
}

describe("EnvironmentAlarms", () => {
  it("watches the environment's own key, in the log group that is there already", async () => {
    const recording = await recordEnvironment();
    const keyArn = textOf(resourceOf(recording, "aws:kms/key:Key").outputs.arn);
    const { logGroupName, pattern } = resourceOf(
      recording,
      types.filter,
      "secret-backed-services-test-KeyRemovals",
    ).inputs;
    assert.equal(logGroupName, "trail");
    assert.equal(matches(textOf(pattern), keyCall("DisableKey", keyArn, roleSession("someone"))), true);
    assert.deepEqual(resourceOf(recording, types.alarm, "test-trail-silent").inputs.dimensions, {
      LogGroupName: "trail",
    });
  });

  it("watches the break-glass role where there is one", async () => {
    const wall = { administrators: ["arn:aws:iam::123456789012:user/offline"], breakGlass: true };
    const names = async (overrides: Partial<EnvironmentArgs>) =>
      resourcesOf(await recordEnvironment({ environment: "prod", ...overrides }), types.alarm).map(
        ({ name }) => name,
      );
    assert.ok((await names({ wall })).includes("prod-break-glass-use"));
    assert.ok(!(await names({ wall: { ...wall, breakGlass: false } })).includes("prod-break-glass-use"));
  });

  it("tells of failed deployments of the cluster's services", async () => {
    const rule = resourceOf(await recordEnvironment(), "aws:cloudwatch/eventRule:EventRule");
    assert.equal(rule.inputs.name, "secret-backed-services-test-deployment-failed");
    assert.deepEqual(Reflect.get(Object(parseDocument(rule.inputs.eventPattern)), "resources"), [
      { prefix: "arn:aws:ecs:eu-west-1:123456789012:service/secret-backed-services-test/" },
    ]);
  });

  it("refuses more deployers than a filter pattern holds", async () => {
    const deployers = Array.from(
      { length: 20 },
      (_, index) => `arn:aws:iam::123456789012:role/deploy-${index}`,
    );
    await assert.rejects(
      recordEnvironment({ monitoring: monitoringSettings({ trailLogGroupName: "trail", deployers }) }),
      {
        message:
          /PolicyChanges would have \d+ characters.*: name fewer monitoring\.deployers, or one with a wildcard for several$/,
      },
    );
  });
});
