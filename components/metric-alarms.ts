import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { type Alarm } from "../monitoring/alarm";

export interface MetricAlarmsArgs {
  alarms: Alarm[];
  topicArn: pulumi.Input<string>;
  tags: Record<string, string>;
}

/** Makes alarms that report to a topic when they go off, and when all is well again. */
export function createMetricAlarms(
  { alarms, topicArn, tags }: MetricAlarmsArgs,
  opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.MetricAlarm[] {
  return alarms.map((alarm) => {
    const { name, description, namespace, metric, dimensions, statistic, period } = alarm;
    const actions = [topicArn];
    return new aws.cloudwatch.MetricAlarm(
      name,
      {
        name,
        alarmDescription: description,
        namespace,
        metricName: metric,
        dimensions: Object.keys(dimensions).length > 0 ? dimensions : undefined,
        statistic,
        period,
        evaluationPeriods: alarm.evaluationPeriods,
        comparisonOperator: alarm.comparison,
        threshold: alarm.threshold,
        treatMissingData: alarm.missingData,
        alarmActions: actions,
        okActions: actions,
        ...(alarm.reportsSilence ? { insufficientDataActions: actions } : {}),
        tags,
      },
      opts,
    );
  });
}
