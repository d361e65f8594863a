import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { inEvent, patternProblem } from "../monitoring/filter-pattern";
import { type Filter } from "../monitoring/service-filters";

/** A log group with CloudTrail's records. */
export interface RecordLog {
  logGroupName: pulumi.Input<string>;
  /** Whether each record is within an event of EventBridge, and not by itself. */
  inEvents: boolean;
}

export interface MetricFiltersArgs<Facts> {
  filters: Filter<Facts>[];
  facts: pulumi.Output<Facts>;
  records: RecordLog;
  namespace: string;
  /** What to do when a pattern is too long. */
  remedy: string;
}

/** @throws pulumi.RunError, once a pattern is known, when CloudWatch Logs would refuse it as too long. */
export function createMetricFilters<Facts>(
  { filters, facts, records, namespace, remedy }: MetricFiltersArgs<Facts>,
  opts: pulumi.CustomResourceOptions,
): void {
  const { logGroupName, inEvents } = records;
  for (const { name, metric, pattern: patternOf } of filters) {
    const pattern = facts.apply((known) => (inEvents ? inEvent(patternOf(known)) : patternOf(known)));
    pattern.apply((text) => {
      const problem = patternProblem(text);
      if (problem !== undefined) throw new pulumi.RunError(`the metric filter ${name} ${problem}: ${remedy}`);
    });
    // Without dimensions, so that a default value is possible: a record that does not match reports 0.
    const metricTransformation = { name: metric, namespace, value: "1", defaultValue: "0", unit: "Count" };
    new aws.cloudwatch.LogMetricFilter(name, { name, logGroupName, pattern, metricTransformation }, opts);
  }
}
