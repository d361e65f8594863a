import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { alarmReportsToSomeone as policy } from "../../../policy-pack/policies/alarm-reports-to-someone";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";

const topicArn = "arn:aws:sns:us-east-1:123456789012:alerts";
const alarm = (args: Partial<aws.cloudwatch.MetricAlarmArgs> = {}) =>
  new aws.cloudwatch.MetricAlarm("alarm", {
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 1,
    ...args,
  });
const composite = (args: Partial<aws.cloudwatch.CompositeAlarmArgs>) => () => {
  const alarmRule = pulumi.interpolate`ALARM("${alarm().name}")`;
  new aws.cloudwatch.CompositeAlarm("composite", { alarmName: "composite", alarmRule, ...args });
};
const nobody = [
  "mandatory MetricAlarm alarm: alarmActions is empty, so that nobody hears of this alarm: put a topic's ARN in",
];
const off = [
  "mandatory MetricAlarm alarm: actionsEnabled is false, so that nobody hears of this alarm: leave it out",
];

describe("alarm-reports-to-someone", () => {
  it("accepts an alarm that reports, to a topic that is about to be made too", async () => {
    for (const args of [{ alarmActions: [topicArn] }, { alarmActions: [topicArn], actionsEnabled: true }])
      assert.deepEqual(await reports(policy, () => alarm(args)), []);
    const program = () => alarm({ alarmActions: [new aws.sns.Topic("alerts").arn] });
    assert.deepEqual(await reports(policy, program), []);
  });

  it("refuses an alarm that nobody hears of", async () => {
    for (const args of [{}, { alarmActions: [] }, { okActions: [topicArn] }])
      assert.deepEqual(await reports(policy, () => alarm(args)), nobody);
  });

  it("refuses one whose actions are off", async () => {
    const program = () => alarm({ alarmActions: [topicArn], actionsEnabled: false });
    assert.deepEqual(await reports(policy, program), off);
  });

  it("accepts a part of a composite alarm that reports, and refuses that of a silent one", async () => {
    assert.deepEqual(await reports(policy, composite({ alarmActions: [topicArn] })), []);
    assert.deepEqual(await reports(policy, composite({})), nobody);
    const silent = composite({ alarmActions: [topicArn], actionsEnabled: false });
    assert.deepEqual(await reports(policy, silent), nobody);
  });

  it("finds the parts that a composite alarm names by their own names and ARNs", async () => {
    const named =
      (alarmRule: string, alarmActions = [topicArn]) =>
      () => {
        alarm({ name: "reads (others)" });
        new aws.cloudwatch.CompositeAlarm("composite", { alarmName: "composite", alarmRule, alarmActions });
      };
    for (const rule of [
      'ALARM("reads (others)")',
      "ALARM('reads (others)')",
      'ALARM("other") OR (OK("third") AND NOT INSUFFICIENT_DATA ( "reads (others)" ))',
      'ALARM("arn:aws:cloudwatch:eu-west-1:111122223333:alarm:reads (others)")',
    ])
      for (const preview of [true, false])
        assert.deepEqual(await reports(policy, named(rule), { preview }), [], rule);
    const unquoted = () => {
      alarm({ name: "reads" });
      new aws.cloudwatch.CompositeAlarm("composite", {
        alarmName: "composite",
        alarmRule: "ALARM(reads)",
        alarmActions: [topicArn],
      });
    };
    assert.deepEqual(await reports(policy, unquoted), []);
    for (const rule of ['ALARM("reads")', 'ALARM("all reads (others)")', "TRUE"])
      assert.deepEqual(await reports(policy, named(rule)), nobody, rule);
    assert.deepEqual(await reports(policy, named('ALARM("reads (others)")', [])), nobody);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () => alarm({ alarmActions: [topicArn], actionsEnabled: knownInUpdate(false) });
    assert.deepEqual(await reports(policy, program), [undetermined("MetricAlarm alarm", "actions")]);
    assert.deepEqual(await reports(policy, program, { preview: false }), off);
  });
});
