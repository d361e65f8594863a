import { type PolicyResource } from "@pulumi/policy";

import { readProperty, textAt, type Value } from "./known-values";
import { byKeys, oncePerStack, resourcesOfType } from "./stack-resources";

/** A metric filter of a stack. */
export interface MetricFilter {
  resource: PolicyResource;
  /** What it counts, see {@link metricName}. */
  metric: string;
  /** Its pattern: a text, or unknown where it depends on what is. */
  pattern: Value;
}

/** The metric filters of a stack. Namespace and name of what they count are known at first preview. */
export const metricFilters = oncePerStack((resources): MetricFilter[] =>
  resourcesOfType(resources, "aws:cloudwatch/logMetricFilter:LogMetricFilter").flatMap((resource) => {
    const transformation = readProperty(resource.props, "metricTransformation");
    const metric = metricName(textAt(transformation, "namespace"), textAt(transformation, "name"));
    return metric === undefined
      ? []
      : [{ resource, metric, pattern: readProperty(resource.props, "pattern") }];
  }),
);

/** Alarms by the metric that they are on. An alarm on several metrics is on none of them alone. */
export const alarmsByMetric = oncePerStack((resources) =>
  byKeys(resourcesOfType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm"), (alarm) => {
    const metric = metricOfAlarm(alarm);
    return metric === undefined ? [] : [metric];
  }),
);

export function metricOfAlarm({ props }: PolicyResource): string | undefined {
  return metricName(text(props, "namespace"), text(props, "metricName"));
}

function text(props: object, property: string) {
  return textAt({ [property]: readProperty(props, property) }, property);
}

/** A metric by its namespace and its name; `undefined` where one of them is not known, or there is none. */
function metricName(namespace: unknown, name: unknown): string | undefined {
  return typeof namespace === "string" && typeof name === "string" ? `${namespace} ${name}` : undefined;
}
