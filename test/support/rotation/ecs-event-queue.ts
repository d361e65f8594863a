import { z } from "zod";

import { callJson, eventually, uniqueName } from "../local-aws";

const messagesSchema = z.object({ Messages: z.array(z.object({ Body: z.string() })).default([]) });
const eventSchema = z.object({
  "detail-type": z.string(),
  resources: z.array(z.string()),
  detail: z.unknown(),
});
type Event = z.output<typeof eventSchema>;

/** The events that match a pattern of EventBridge, from `listen` on. */
export class EventQueue {
  private readonly name = uniqueName("events");
  private readonly received: Event[] = [];

  async listen(pattern: object): Promise<void> {
    const targets = [{ Id: "queue", Arn: `arn:aws:sqs:us-east-1:000000000000:${this.name}` }];
    await callJson("sqs", "AmazonSQS.CreateQueue", { QueueName: this.name });
    await callJson("events", "AWSEvents.PutRule", { Name: this.name, EventPattern: JSON.stringify(pattern) });
    await callJson("events", "AWSEvents.PutTargets", { Rule: this.name, Targets: targets });
  }

  /** Waits for this many events, and gives all that have come. */
  async until(count: number): Promise<Event[]> {
    return eventually(async () => {
      const request = { QueueUrl: `http://localhost/000000000000/${this.name}`, MaxNumberOfMessages: 10 };
      const { Messages } = messagesSchema.parse(await callJson("sqs", "AmazonSQS.ReceiveMessage", request));
      for (const { Body } of Messages) this.received.push(eventSchema.parse(JSON.parse(Body)));
      return this.received.length >= count ? this.received : undefined;
    });
  }
}
