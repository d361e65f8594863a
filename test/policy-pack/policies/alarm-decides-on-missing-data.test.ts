import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { alarmDecidesOnMissingData as policy } from "../../../policy-pack/policies/alarm-decides-on-missing-data";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";

type Alarm = Partial<aws.cloudwatch.MetricAlarmArgs>;

const metric = { name: "Reads", namespace: "Secrets" };
const alarm = (args: Alarm) => {
  new aws.cloudwatch.MetricAlarm("alarm", {
    namespace: metric.namespace,
    metricName: metric.name,
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 1,
    ...args,
  });
};
const counted = (args: Alarm) => () => {
  new aws.cloudwatch.LogMetricFilter("filter", {
    logGroupName: "trail",
    pattern: "{ $.eventName = GetSecretValue }",
    metricTransformation: { ...metric, value: "1" },
  });
  alarm(args);
};
const refused = (problem: string) => [
  `mandatory MetricAlarm alarm: treatMissingData ${problem}: set it to notBreaching, so that the alarm ends when nothing is counted any more`,
];

describe("alarm-decides-on-missing-data", () => {
  it("accepts each treatment that ends or tells", async () => {
    for (const args of [
      { treatMissingData: "notBreaching" },
      { treatMissingData: "breaching" },
      { treatMissingData: "missing", insufficientDataActions: ["arn:aws:sns:us-east-1:123456789012:alerts"] },
    ])
      assert.deepEqual(await reports(policy, counted(args)), []);
  });

  it("refuses none, and those that do neither", async () => {
    assert.deepEqual(
      await reports(policy, counted({})),
      refused("is not set, and no insufficientDataActions tell anyone"),
    );
    assert.deepEqual(
      await reports(policy, counted({ treatMissingData: "missing" })),
      refused("is missing, and no insufficientDataActions tell anyone"),
    );
    assert.deepEqual(
      await reports(policy, counted({ treatMissingData: "ignore" })),
      refused("is ignore, so that the alarm stays as it is when no more is counted"),
    );
  });

  it("leaves alarms on other metrics alone", async () => {
    for (const args of [{ namespace: "AWS/ECS" }, { metricName: "Writes" }])
      assert.deepEqual(await reports(policy, counted(args)), []);
    assert.deepEqual(
      await reports(policy, () => {
        alarm({});
      }),
      [],
    );
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () => {
      counted({ treatMissingData: knownInUpdate("ignore") })();
    };
    assert.deepEqual(await reports(policy, program), [undetermined("MetricAlarm alarm", "treatMissingData")]);
    assert.equal((await reports(policy, program, { preview: false })).length, 1);
  });
});
