import { z } from "zod";

import { callJson, callQuery, eventually } from "../local-aws";

const messagesSchema = z.object({ Messages: z.array(z.object({ Body: z.string() })).default([]) });
const alertSchema = z.object({ Subject: z.string(), Message: z.string() });
const queue = "alerts";
const queueArn = `arn:aws:sqs:us-east-1:000000000000:${queue}`;
const topicMaySend = {
  Effect: "Allow",
  Principal: { Service: "sns.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: queueArn,
};

/** What people get through a topic. */
export class AlertQueue {
  async subscribe(topic: string): Promise<void> {
    const [TopicArn, Endpoint] = [`arn:aws:sns:us-east-1:000000000000:${topic}`, queueArn];
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [topicMaySend] });
    await callJson("sqs", "AmazonSQS.CreateQueue", { QueueName: queue, Attributes: { Policy } });
    const subscription = { Action: "Subscribe", Version: "2010-03-31", TopicArn, Protocol: "sqs", Endpoint };
    await callQuery("sns", subscription);
  }

  /** Waits for the next alert of the rollout function, not those of other watchers: its subject, and its message line by line. */
  async next(): Promise<string[]> {
    return eventually(async () => {
      const request = { QueueUrl: `http://localhost/000000000000/${queue}`, MaxNumberOfMessages: 1 };
      const answer = await callJson("sqs", "AmazonSQS.ReceiveMessage", request);
      const [message] = messagesSchema.parse(answer).Messages;
      if (message === undefined) return undefined;
      const { Subject, Message } = alertSchema.parse(JSON.parse(message.Body));
      return Subject.startsWith("Secret rollout") ? [Subject, ...Message.split("\n")] : undefined;
    });
  }
}
