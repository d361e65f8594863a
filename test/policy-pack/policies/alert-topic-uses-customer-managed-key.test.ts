import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { alertTopicUsesCustomerManagedKey as policy } from "../../../policy-pack/policies/alert-topic-uses-customer-managed-key";
import { reports } from "../reports";

const topic = (args: aws.sns.TopicArgs) => new aws.sns.Topic("alerts", args);
const ofAlarm =
  (args: aws.sns.TopicArgs, actions = "alarmActions") =>
  () => {
    new aws.cloudwatch.MetricAlarm("alarm", {
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 1,
      [actions]: [topic(args).arn],
    });
  };
const refused = (problem: string) => [
  `mandatory Topic alerts: kmsMasterKeyId ${problem}: set it to the ARN of a key whose policy lets cloudwatch.amazonaws.com use it`,
];
const managed = ["alias/aws/sns", "arn:aws:kms:us-east-1:123456789012:alias/aws/sns"];

describe("alert-topic-uses-customer-managed-key", () => {
  it("accepts a key, an alias of one's own that sounds like AWS's, and a key that is about to be made", async () => {
    for (const kmsMasterKeyId of [
      "1234abcd-12ab-34cd-56ef-1234567890ab",
      "alias/aws/sns-alerts",
      "alias/acme-aws/sns",
    ])
      assert.deepEqual(await reports(policy, ofAlarm({ kmsMasterKeyId })), []);
    const program = () => {
      ofAlarm({ kmsMasterKeyId: new aws.kms.Key("key").arn })();
    };
    assert.deepEqual(await reports(policy, program), []);
  });

  it("refuses no key and the account's own, whatever an alarm reports", async () => {
    for (const actions of ["alarmActions", "okActions", "insufficientDataActions"])
      for (const preview of [true, false])
        assert.deepEqual(await reports(policy, ofAlarm({}, actions), { preview }), refused("is missing"));
    for (const kmsMasterKeyId of managed)
      assert.deepEqual(
        await reports(policy, ofAlarm({ kmsMasterKeyId })),
        refused("is alias/aws/sns, which no alarm can use"),
      );
  });

  it("finds the topic that an alarm names by its ARN", async () => {
    const naming = (arn: string, args: aws.sns.TopicArgs) => () => {
      topic(args);
      new aws.cloudwatch.CompositeAlarm("alarm", {
        alarmName: "alarm",
        alarmRule: "TRUE",
        okActions: ["arn:aws:sns:us-east-1:123456789012:others", arn],
      });
    };
    const arn = "arn:aws:sns:us-east-1:123456789012:alerts";
    for (const preview of [true, false])
      assert.deepEqual(
        await reports(policy, naming(arn, { name: "alerts" }), { preview }),
        refused("is missing"),
      );
    assert.deepEqual(await reports(policy, naming(arn, { name: "alerts", kmsMasterKeyId: "alias/own" })), []);
    for (const other of [`${arn}-2`, "arn:aws:lambda:us-east-1:123456789012:alerts", "alerts"])
      assert.deepEqual(await reports(policy, naming(other, { name: "alerts" })), [], other);
    const elsewhere = naming("arn:aws:sns:eu-west-1:123456789012:alerts", { name: "alerts" });
    assert.deepEqual(await reports(policy, elsewhere, { preview: false }), []);
    assert.deepEqual(await reports(policy, naming(arn, {})), []);
  });

  it("leaves topics alone that no alarm reports to, unless the settings say otherwise", async () => {
    assert.deepEqual(await reports(policy, () => topic({})), []);
    const policyConfig = { [policy.name]: { everyTopic: true } };
    assert.deepEqual(await reports(policy, () => topic({}), { policyConfig }), refused("is missing"));
  });
});
