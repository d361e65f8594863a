import { z } from "zod";
import { callJson, eventually, uniqueName } from "./local-aws";

const messagesSchema = z.object({ Messages: z.array(z.object({ Body: z.string() })).default([]) });
const eventSchema = z.object({
  detail: z.object({
    eventName: z.string(),
    errorMessage: z.string().optional(),
    additionalEventData: z.object({ SecretId: z.string() }),
  }),
});

/** What Secrets Manager tells EventBridge about rotations, from `listen` on. */
export class RotationEvents {
  private readonly name = uniqueName("rotation-events");
  private readonly received: z.infer<typeof eventSchema>["detail"][] = [];

  async listen(): Promise<void> {
    const pattern = { source: ["aws.secretsmanager"], "detail-type": ["AWS Service Event via CloudTrail"] };
    const targets = [{ Id: "queue", Arn: `arn:aws:sqs:us-east-1:000000000000:${this.name}` }];
    await callJson("sqs", "AmazonSQS.CreateQueue", { QueueName: this.name });
    await callJson("events", "AWSEvents.PutRule", { Name: this.name, EventPattern: JSON.stringify(pattern) });
    await callJson("events", "AWSEvents.PutTargets", { Rule: this.name, Targets: targets });
  }

  /** Waits until the secret's latest event has this name, and gives the names of all its events and the error. */
  async until(name: string, secretArn: string): Promise<{ names: string[]; error: string | undefined }> {
    return eventually(async () => {
      await this.receive();
      const events = this.received.filter((event) => event.additionalEventData.SecretId === secretArn);
      const last = events.at(-1);
      if (last?.eventName !== name) return undefined;
      return { names: events.map(({ eventName }) => eventName), error: last.errorMessage };
    });
  }

  private async receive(): Promise<void> {
    const request = { QueueUrl: `http://localhost/000000000000/${this.name}`, MaxNumberOfMessages: 10 };
    const { Messages } = messagesSchema.parse(await callJson("sqs", "AmazonSQS.ReceiveMessage", request));
    for (const { Body } of Messages) this.received.push(eventSchema.parse(JSON.parse(Body)).detail);
  }
}
