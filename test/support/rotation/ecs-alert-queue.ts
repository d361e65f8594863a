import { z } from "zod";

import { callJson, callQuery, eventually, uniqueName } from "../local-aws";

const messagesSchema = z.object({ Messages: z.array(z.object({ Body: z.string() })).default([]) });
const notificationSchema = z.object({ Message: z.string() });

/** A topic of SNS, and what is published to it. */
export class AlertQueue {
  private readonly received: string[] = [];

  private constructor(private readonly name: string) {}

  static async create(): Promise<AlertQueue> {
    const queue = new AlertQueue(uniqueName("alerts"));
    await callQuery("sns", { Action: "CreateTopic", Name: queue.name });
    const Endpoint = `arn:aws:sqs:us-east-1:000000000000:${queue.name}`;
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "sns.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: Endpoint,
        },
      ],
    });
    await callJson("sqs", "AmazonSQS.CreateQueue", { QueueName: queue.name, Attributes: { Policy } });
    await callQuery("sns", { Action: "Subscribe", TopicArn: queue.topicArn, Protocol: "sqs", Endpoint });
    return queue;
  }

  get topicArn(): string {
    return `arn:aws:sns:us-east-1:000000000000:${this.name}`;
  }

  /** Waits for this many messages, and gives all that have come. */
  async until(count: number): Promise<string[]> {
    return eventually(async () => {
      const request = { QueueUrl: `http://localhost/000000000000/${this.name}`, MaxNumberOfMessages: 10 };
      const { Messages } = messagesSchema.parse(await callJson("sqs", "AmazonSQS.ReceiveMessage", request));
      for (const { Body } of Messages) this.received.push(notificationSchema.parse(JSON.parse(Body)).Message);
      return this.received.length >= count ? this.received : undefined;
    });
  }
}
