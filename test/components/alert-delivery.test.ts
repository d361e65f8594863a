import assert from "node:assert/strict";

import { createAlertDelivery } from "../../components/alert-delivery";
import { type Subscriptions } from "../../components/monitoring-settings";
import { record } from "../../local/offline/recorder";
import { contextOf, parseDocument } from "../support/components";
import { resourceOf, resourcesOf } from "../support/pulumi";

const topicArn = "arn:aws:sns:eu-west-1:123456789012:alerts";
const nobody: Subscriptions = { emails: [], urls: [], slack: [], teams: [] };

function recordDelivery(subscriptions: Partial<Subscriptions> = {}) {
  return record(() => {
    createAlertDelivery(
      "prod",
      {
        topicArn,
        topicName: "alerts",
        context: contextOf("aws"),
        subscriptions: { ...nobody, ...subscriptions },
      },
      {},
    );
  });
}

describe("createAlertDelivery", () => {
  it("lets the alarms and event rules of this account and region publish, over TLS, and nobody else", async () => {
    const recording = await recordDelivery();
    assert.equal(recording.resources.length, 1);
    const allow = (Sid: string, service: string, resource: string) => ({
      Sid,
      Effect: "Allow",
      Principal: { Service: [`${service}.amazonaws.com`] },
      Action: ["sns:Publish"],
      Resource: [topicArn],
      Condition: {
        StringEquals: { "aws:SourceAccount": "123456789012" },
        ArnLike: { "aws:SourceArn": `arn:aws:${service}:eu-west-1:123456789012:${resource}` },
      },
    });
    const { arn, policy } = resourceOf(recording, "aws:sns/topicPolicy:TopicPolicy").inputs;
    assert.equal(arn, topicArn);
    assert.deepEqual(parseDocument(policy), {
      Version: "2012-10-17",
      Statement: [
        allow("AlarmsPublish", "cloudwatch", "alarm:*"),
        allow("EventRulesPublish", "events", "rule/*"),
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: { AWS: ["*"] },
          Action: ["sns:Publish"],
          Resource: [topicArn],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  it("subscribes addresses, and shows those that may hold a credential in no name", async () => {
    const recording = await recordDelivery({ emails: ["a@example.com"], urls: ["https://example.com/hook"] });
    assert.deepEqual(
      resourcesOf(recording, "aws:sns/topicSubscription:TopicSubscription").map(({ name, inputs }) => [
        name,
        inputs,
      ]),
      [
        ["prod-alerts-to-a@example.com", { topic: topicArn, protocol: "email", endpoint: "a@example.com" }],
        [
          "prod-alerts-to-url-1",
          { topic: topicArn, protocol: "https", endpoint: "https://example.com/hook" },
        ],
      ],
    );
  });
});
