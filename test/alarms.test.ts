import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { type Recording } from "../local/offline/recorder";
import { environments } from "../naming";
import { resourceOf, resourcesOf } from "./support/pulumi";
import { fileText } from "./support/stack-files";
import { recordStack } from "./support/whole-stack";

const alarmSchema = z.object({
  name: z.string(),
  alarmDescription: z.string(),
  namespace: z.string(),
  metricName: z.string(),
  dimensions: z.record(z.string(), z.string()).optional(),
  statistic: z.string(),
  period: z.number(),
  evaluationPeriods: z.number(),
  comparisonOperator: z.string(),
  threshold: z.number(),
  treatMissingData: z.string(),
  alarmActions: z.array(z.string()),
  okActions: z.array(z.string()),
  insufficientDataActions: z.array(z.string()).optional(),
});
type Alarm = z.output<typeof alarmSchema>;

function alarmsOf(recording: Recording<unknown>): Alarm[] {
  return resourcesOf(recording, "aws:cloudwatch/metricAlarm:MetricAlarm").map(({ inputs }) =>
    alarmSchema.parse(inputs),
  );
}

const signs: Record<string, string> = {
  GreaterThanThreshold: ">",
  GreaterThanOrEqualToThreshold: ">=",
  LessThanThreshold: "<",
};

/** An alarm in a line. */
function lineOf(alarm: Alarm): string {
  const { name, namespace, metricName, statistic, period, evaluationPeriods, comparisonOperator } = alarm;
  const dimensions = Object.entries(alarm.dimensions ?? {}).map(([key, value]) => `${key}=${value}`);
  const metric = [`${namespace} ${metricName}`, ...dimensions].join(" ");
  const threshold = `${statistic} ${signs[comparisonOperator] ?? ""} ${alarm.threshold} in ${evaluationPeriods} x ${period} s`;
  return `${name}: ${metric}: ${threshold}, ${alarm.treatMissingData}${alarm.insufficientDataActions ? ", reports silence" : ""}`;
}

/** What is the same for every service; the reads that are expected of ECS are not. */
function serviceLines(service: string, expectedReads: number): string[] {
  const counted = (metric: string) => `secret-backed-services/prod ${service}/${metric}`;
  const once = "Sum >= 1 in 1 x 300 s, notBreaching";
  return [
    `prod-secret-access-alert-${service}: ${counted("ReadsByOthers")}: Sum > 10 in 1 x 300 s, notBreaching`,
    `prod-execution-role-reads-${service}: ${counted("ReadsByExecutionRole")}: Sum > ${expectedReads} in 1 x 300 s, notBreaching`,
    `prod-undeclared-reader-${service}: ${counted("ReadsByUndeclared")}: ${once}`,
    `prod-secret-access-denied-${service}: ${counted("DeniedCalls")}: ${once}`,
    `prod-rotation-failed-${service}: AWS/Events TriggeredRules RuleName=${service}-prod-rotation-failed: ${once}`,
    `prod-rotation-overdue-${service}: secret-backed-services/prod DaysOverdue Service=${service}: Maximum > 0 in 3 x 3600 s, missing, reports silence`,
    `prod-rollout-stuck-${service}: secret-backed-services/prod HoursSinceUndeployed Service=${service}: Maximum > 24 in 3 x 3600 s, missing, reports silence`,
  ];
}

/** Only this service has a rotation function. */
const functionLines = [
  "prod-rotation-function-errors-auth-service: AWS/Lambda Errors FunctionName=auth-service-prod-rotation: Sum >= 1 in 1 x 300 s, notBreaching",
  "prod-rotation-function-throttles-auth-service: AWS/Lambda Throttles FunctionName=auth-service-prod-rotation: Sum >= 1 in 3 x 300 s, notBreaching",
];

const counted = (metric: string) =>
  `secret-backed-services/prod ${metric}: Sum >= 1 in 1 x 300 s, notBreaching`;
const environmentLines = [
  `prod-secret-deletion: ${counted("SecretDeletions")}`,
  `prod-secret-configuration-changed: ${counted("ConfigurationChanges")}`,
  `prod-key-removal: ${counted("KeyRemovals")}`,
  `prod-root-use: ${counted("RootCalls")}`,
  `prod-break-glass-use: ${counted("BreakGlassCalls")}`,
  `prod-trail-changed: ${counted("TrailChanges")}`,
  "prod-trail-silent: AWS/Logs IncomingLogEvents LogGroupName=/aws/cloudtrail/secret-backed-services-prod: Sum < 1 in 3 x 3600 s, missing, reports silence",
  "prod-rollout-failed: AWS/Events TriggeredRules RuleName=secret-backed-services-prod-deployment-failed: Sum >= 1 in 1 x 300 s, notBreaching",
  "prod-rollout-function-errors: AWS/Lambda Errors FunctionName=secret-backed-services-prod-rollout: Sum >= 1 in 1 x 300 s, notBreaching",
  "prod-rotation-age-errors: AWS/Lambda Errors FunctionName=secret-backed-services-prod-rotation-age: Sum >= 1 in 1 x 300 s, notBreaching",
];

const runbooks = "docs/runbooks";
const runbookUrl = "https://git.example.com/secret-backed-services/blob/main/docs/runbooks";

describe("the alarms of a stack", function () {
  this.timeout(120_000);
  let prod: Recording<unknown>;
  before(async () => {
    prod = await recordStack("prod");
  });

  it("are these, with these metrics, thresholds, periods and treatment of missing data", () => {
    assert.deepEqual(
      alarmsOf(prod).map(lineOf).sort(),
      [
        ...environmentLines,
        ...functionLines,
        ...serviceLines("auth-service", 5 * 12 * 2),
        ...serviceLines("payment-service", 2 * 3 * 2),
        ...serviceLines("notification-service", 2 * 2 * 2),
      ].sort(),
    );
  });

  it("report to the environment's topic, both when they go off and when all is well again", () => {
    const topic = resourceOf(prod, "aws:sns/topic:Topic").outputs.arn;
    for (const { name, alarmActions, okActions, insufficientDataActions = [topic] } of alarmsOf(prod)) {
      assert.deepEqual([alarmActions, okActions, insufficientDataActions], [[topic], [topic], [topic]], name);
    }
  });

  it("name what they are about and a runbook, which is there and whole", () => {
    const headings = ["## What it means", "## First look", "## Likely causes", "## Fix", "## Escalate when"];
    const found = alarmsOf(prod).map(({ name, alarmDescription }) => {
      const [, meaning = "", file = ""] =
        new RegExp(`^(.*) Runbook: ${runbookUrl}/(.*)$`).exec(alarmDescription) ?? [];
      const [service] = /(auth|payment|notification)-service$/.exec(name) ?? [];
      assert.ok(
        meaning.includes(service ?? (name === "prod-root-use" ? "account" : "prod")),
        alarmDescription,
      );
      assert.ok(name.startsWith(`prod-${file.replace(".md", "")}`), name);
      assert.deepEqual(fileText(`${runbooks}/${file}`).match(/^## .*$/gm), headings, file);
      return file;
    });
    const present = readdirSync(join(__dirname, "..", runbooks));
    assert.deepEqual([...new Set([...found, "service-alert.md"])].sort(), present.sort());
  });

  it("come together in one alarm for each service, which reports to nobody", () => {
    const combined = resourcesOf(prod, "aws:cloudwatch/compositeAlarm:CompositeAlarm");
    assert.deepEqual(
      combined.map(({ inputs }) => [inputs.alarmName, inputs.alarmActions]),
      ["auth-service", "payment-service", "notification-service"].map((service) => [
        `prod-service-alert-${service}`,
        undefined,
      ]),
    );
    const lines = [...serviceLines("auth-service", 0), ...functionLines];
    const names = lines.map((line) => `ALARM("${line.split(":")[0] ?? ""}")`);
    assert.equal(combined[0]?.inputs.alarmRule, names.join(" OR "));
  });

  for (const environment of environments) {
    it(`have a metric filter behind each metric that is counted, in ${environment} too`, async () => {
      const recording = environment === "prod" ? prod : await recordStack(environment);
      const filterSchema = z.object({ metricTransformation: z.record(z.string(), z.string()) });
      const counted = resourcesOf(recording, "aws:cloudwatch/logMetricFilter:LogMetricFilter").map(
        ({ inputs }) => filterSchema.parse(inputs).metricTransformation,
      );
      const metrics = alarmsOf(recording)
        .filter(({ namespace, dimensions }) => namespace.startsWith("secret-backed-services/") && !dimensions)
        .map(({ metricName }) => metricName);
      assert.deepEqual(metrics.sort(), [...new Set(counted.map(({ name = "" }) => name))].sort());
      for (const transformation of counted) {
        assert.deepEqual(transformation, {
          name: transformation.name,
          namespace: `secret-backed-services/${environment}`,
          value: "1",
          defaultValue: "0",
          unit: "Count",
        });
      }
    });
  }
});
