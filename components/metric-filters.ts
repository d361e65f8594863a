import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { patternProblem } from "../monitoring/filter-pattern";
import { type Filter } from "../monitoring/service-filters";

export interface MetricFiltersArgs<Facts> {
  filters: Filter<Facts>[];
  facts: pulumi.Output<Facts>;
  logGroupName: pulumi.Input<string>;
  namespace: string;
  /** What to do when a pattern is too long. */
  remedy: string;
}

/** @throws pulumi.RunError, once a pattern is known, when CloudWatch Logs would refuse it as too long. */
export function createMetricFilters<Facts>(
  { filters, facts, logGroupName, namespace, remedy }: MetricFiltersArgs<Facts>,
  opts: pulumi.CustomResourceOptions,
): void {
  for (const { name, metric, pattern: patternOf } of filters) {
    const pattern = facts.apply(patternOf);
    pattern.apply((text) => {
      const problem = patternProblem(text);
      if (problem !== undefined) throw new pulumi.RunError(`the metric filter ${name} ${problem}: ${remedy}`);
    });
    // Without dimensions, so that a default value is possible: a record that does not match reports 0.
    const metricTransformation = { name: metric, namespace, value: "1", defaultValue: "0", unit: "Count" };
    new aws.cloudwatch.LogMetricFilter(name, { name, logGroupName, pattern, metricTransformation }, opts);
  }
}
