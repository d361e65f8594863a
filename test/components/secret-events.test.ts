import assert from "node:assert/strict";

import { SecretEvents } from "../../components/secret-events";
import { record } from "../../local/offline/recorder";
import { parseDocument, textOf } from "../support/components";
import { resourceOf } from "../support/pulumi";

const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/11111111-1111-4111-8111-111111111111";
const tags = { Environment: "prod" };

function recordEvents() {
  return record(
    () => {
      const args = {
        stack: "prod-payments",
        keyArn,
        logRetentionInDays: 365,
        deletionProtection: true,
        tags,
      };
      new SecretEvents("events", args);
    },
    { stack: "prod-payments", config: { "aws:region": "eu-west-1" } },
  );
}

describe("SecretEvents", () => {
  it("has every call of Secrets Manager written to a log group that the stack's key encrypts, those that read too", async () => {
    const recording = await recordEvents();
    const { eventPattern, ...rule } = resourceOf(recording, "aws:cloudwatch/eventRule:EventRule").inputs;
    assert.deepEqual(rule, {
      name: "secret-backed-services-prod-payments-secret-calls",
      description: "Calls of Secrets Manager, which the alarms of prod-payments count",
      state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
      tags,
    });
    assert.deepEqual(parseDocument(eventPattern), {
      "detail-type": ["AWS API Call via CloudTrail"],
      $or: [
        { source: ["aws.secretsmanager"] },
        { source: ["aws.kms"], detail: { eventName: ["DisableKey", "ScheduleKeyDeletion"] } },
      ],
    });
    const logGroup = resourceOf(recording, "aws:cloudwatch/logGroup:LogGroup");
    assert.deepEqual(logGroup.inputs, {
      name: "/aws/events/secret-backed-services-prod-payments",
      retentionInDays: 365,
      kmsKeyId: keyArn,
      tags,
    });
    assert.deepEqual(resourceOf(recording, "aws:cloudwatch/eventTarget:EventTarget").inputs, {
      rule: "secret-backed-services-prod-payments-secret-calls",
      targetId: "log-group",
      arn: textOf(logGroup.outputs.arn),
    });
  });

  it("lets EventBridge write there, for this rule only, by a policy of CloudWatch Logs", async () => {
    const recording = await recordEvents();
    const arn = textOf(resourceOf(recording, "aws:cloudwatch/logGroup:LogGroup").outputs.arn);
    const rule = textOf(resourceOf(recording, "aws:cloudwatch/eventRule:EventRule").outputs.arn);
    const { policyDocument, ...others } = resourceOf(
      recording,
      "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    ).inputs;
    assert.deepEqual(others, { policyName: "secret-backed-services-prod-payments-events" });
    const services = ["events.amazonaws.com", "delivery.logs.amazonaws.com"];
    assert.deepEqual(parseDocument(policyDocument), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "CreateStreams",
          Effect: "Allow",
          Principal: { Service: services },
          Action: ["logs:CreateLogStream"],
          Resource: [`${arn}:*`],
        },
        {
          Sid: "DeliverEvents",
          Effect: "Allow",
          Principal: { Service: services },
          Action: ["logs:PutLogEvents"],
          Resource: [`${arn}:*`],
          Condition: { ArnEquals: { "aws:SourceArn": rule } },
        },
      ],
    });
  });
});
