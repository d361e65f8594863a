import { type PolicyResource } from "@pulumi/policy";

import { metricFilters, metricOfAlarm } from "../counted-metrics";
import { nist80053 } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { type Fields, notKnown, textAt, valuesAt } from "../known-values";
import { oncePerStack } from "../stack-resources";

const property = "treatMissingData";
const wayOut = "set it to notBreaching, so that the alarm ends when nothing is counted any more";

export const alarmDecidesOnMissingData = inputPolicy({
  name: "alarm-decides-on-missing-data",
  description:
    "An alarm on what a metric filter of the stack counts says what no data means. Where nothing matches, there is none, and by default the alarm then knows nothing, and never ends.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps:
    "Set the alarm's treatMissingData to notBreaching where no data means that nothing happened, or to breaching where it means that something is wrong; missing goes with insufficientDataActions that tell someone.",
  framework: nist80053("SI-4(5)", "System Monitoring: System-generated Alerts"),
  inspect: { "aws:cloudwatch/metricAlarm:MetricAlarm": findingsOf },
  settle: ({ doubt, negligible }, _origins, { resource, resources }) => {
    if (!isOnCountedMetric(resource, resources)) return undefined;
    return negligible ? { fault: doubt } : { doubt, property };
  },
});

function findingsOf(alarm: Fields): Finding[] {
  const treatment = textAt(alarm, property);
  if (treatment === notKnown) return [{ doubt: property, property }];
  if (treatment === "notBreaching" || treatment === "breaching") return [];
  if (treatment === "missing" && valuesAt(alarm, "insufficientDataActions").length > 0) return [];
  const problem =
    treatment === "ignore"
      ? "is ignore, so that the alarm stays as it is when no more is counted"
      : `is ${treatment ?? "not set"}, and no insufficientDataActions tell anyone`;
  return [{ doubt: `${property} ${problem}: ${wayOut}`, property, negligible: true }];
}

function isOnCountedMetric(alarm: PolicyResource, resources: readonly PolicyResource[]): boolean {
  return countedMetrics(resources).has(metricOfAlarm(alarm) ?? "");
}

const countedMetrics = oncePerStack(
  (resources) => new Set(metricFilters(resources).map(({ metric }) => metric)),
);
