import { z } from "zod";

import { callJson, callQuery, eventually } from "../local-aws";

const messagesSchema = z.object({ Messages: z.array(z.object({ Body: z.string() })).default([]) });
const alertSchema = z.object({ Subject: z.string(), Message: z.string() });
const queue = "alerts";

/** What people get through a topic. */
export class AlertQueue {
  async subscribe(topic: string): Promise<void> {
    await callJson("sqs", "AmazonSQS.CreateQueue", { QueueName: queue });
    await callQuery("sns", {
      Action: "Subscribe",
      Version: "2010-03-31",
      TopicArn: `arn:aws:sns:us-east-1:000000000000:${topic}`,
      Protocol: "sqs",
      Endpoint: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
    });
  }

  /** Waits for the next alert: its subject, and its message line by line. */
  async next(): Promise<string[]> {
    return eventually(async () => {
      const request = { QueueUrl: `http://localhost/000000000000/${queue}`, MaxNumberOfMessages: 1 };
      const answer = await callJson("sqs", "AmazonSQS.ReceiveMessage", request);
      const [message] = messagesSchema.parse(answer).Messages;
      if (message === undefined) return undefined;
      const { Subject, Message } = alertSchema.parse(JSON.parse(message.Body));
      return [Subject, ...Message.split("\n")];
    });
  }
}
