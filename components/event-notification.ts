import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type Notification } from "../monitoring/event-patterns";

export interface EventNotificationArgs {
  /** The rule's name, at most 64 characters. */
  ruleName: string;
  description: string;
  pattern: pulumi.Input<object>;
  notification: Notification;
  topicArn: pulumi.Input<string>;
  tags: Record<string, string>;
}

/** Publishes each event of a kind to a topic, as a line of text. */
export function createEventNotification(
  { ruleName, description, pattern, notification, topicArn, tags }: EventNotificationArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const eventPattern = pulumi.jsonStringify(pattern);
  const rule = new aws.cloudwatch.EventRule(
    ruleName,
    { name: ruleName, description, eventPattern, tags },
    opts,
  );
  new aws.cloudwatch.EventTarget(
    ruleName,
    {
      rule: rule.name,
      targetId: "alerts",
      arn: topicArn,
      inputTransformer: { inputPaths: notification.paths, inputTemplate: notification.template },
    },
    opts,
  );
}
