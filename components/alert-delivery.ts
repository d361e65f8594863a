import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type AwsContext } from "./aws-context";
import { type Subscriptions } from "./monitoring-settings";
import { policyDocument, type ResourceStatement } from "./policy-document";

export interface AlertDeliveryArgs {
  topicArn: pulumi.Input<string>;
  topicName: string;
  context: AwsContext;
  subscriptions: Subscriptions;
}

/** Says who publishes alerts, the alarms and event rules of this account and region only, and who gets them. */
export function createAlertDelivery(
  name: string,
  { topicArn, topicName, context, subscriptions }: AlertDeliveryArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const policy = policyDocument(topicStatements(topicName, context));
  new aws.sns.TopicPolicy(`${name}-alerts`, { arn: topicArn, policy }, opts);
  for (const email of subscriptions.emails) {
    new aws.sns.TopicSubscription(
      `${name}-alerts-to-${email}`,
      { topic: topicArn, protocol: "email", endpoint: email },
      opts,
    );
  }
  subscriptions.urls.forEach((url, index) => {
    // Its number, not the address, which may hold a credential, is in the resource's name.
    new aws.sns.TopicSubscription(
      `${name}-alerts-to-url-${index + 1}`,
      { topic: topicArn, protocol: "https", endpoint: url },
      opts,
    );
  });
}

/** They name the topic by its name, so that policies can read them before the topic is there. */
function topicStatements(
  topicName: string,
  { accountId, region, partition }: AwsContext,
): ResourceStatement[] {
  const topicArn = pulumi.interpolate`arn:${partition}:sns:${region}:${accountId}:${topicName}`;
  const publish = (sid: string, service: string, resource: string): ResourceStatement => ({
    sid,
    effect: "Allow",
    principals: { Service: [`${service}.amazonaws.com`] },
    actions: ["sns:Publish"],
    resources: [topicArn],
    conditions: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: {
        "aws:SourceArn": pulumi.interpolate`arn:${partition}:${service}:${region}:${accountId}:${resource}`,
      },
    },
  });
  return [
    publish("AlarmsPublish", "cloudwatch", "alarm:*"),
    publish("EventRulesPublish", "events", "rule/*"),
    {
      sid: "TlsOnly",
      effect: "Deny",
      principals: { AWS: ["*"] },
      actions: ["sns:Publish"],
      resources: [topicArn],
      conditions: { Bool: { "aws:SecureTransport": "false" } },
    },
  ];
}
