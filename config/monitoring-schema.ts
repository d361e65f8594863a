import { z } from "zod";

import { principalPattern } from "./access-schema";

const id = (what: string, form: RegExp) => z.string().regex(form, `must be ${what}`);
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const slackChannel = z.strictObject({
  workspaceId: id("a Slack workspace's id, such as T0123ABCD", /^T[A-Z0-9]{7,}$/),
  channelId: id("a Slack channel's id, such as C0123ABCD", /^[CG][A-Z0-9]{7,}$/),
});

const teamsChannel = z.strictObject({
  tenantId: id("a Microsoft tenant's id, a UUID", uuid),
  teamId: id("a Microsoft team's id, a UUID", uuid),
  channelId: id("a Teams channel's id, such as 19%3a…%40thread.tacv2", /^19%3[aA]\S+$/),
});

const subscriptions = z
  .strictObject({
    emails: z
      .array(z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "must be an e-mail address"))
      .default([])
      .describe("Addresses that get every alert, once they have confirmed it. Default none."),
    urls: z
      .array(z.string().regex(/^https:\/\/[^\s/@]+(\/\S*)?$/, "must be an HTTPS address"))
      .default([])
      .describe(
        "HTTPS addresses that every alert is posted to. They are stored in plain text. Default none.",
      ),
    slack: z
      .array(slackChannel)
      .default([])
      .describe(
        "Slack channels, of workspaces that the account has authorised in Amazon Q Developer in chat applications. Default none.",
      ),
    teams: z
      .array(teamsChannel)
      .default([])
      .describe(
        "Microsoft Teams channels, of teams that the account has authorised in the same way. Default none.",
      ),
  })
  .prefault({})
  .describe("Who gets the alerts.");

/** What is watched, from when on it is an alarm, and who hears of it. */
export const monitoringSchema = z.strictObject({
  trailLogGroupName: z
    .string()
    .regex(/^[\w./#-]{1,512}$/, "must be the name of a log group, not its ARN")
    .optional()
    .describe(
      "Log group that an existing multi-region trail of the account delivers to. Default a trail of the stack's own; AWS charges for each trail of an account but the first.",
    ),
  trailRetentionInDays: z
    .int()
    .min(90)
    .max(3653)
    .default(400)
    .describe("Days that the trail's files are kept. Default 400."),
  objectLockInDays: z
    .int()
    .min(1)
    .max(3653)
    .optional()
    .describe(
      "Days in which nobody at all can delete the trail's files. It can be set at creation only. Default none.",
    ),
  accessThreshold: z
    .int()
    .min(1)
    .default(10)
    .describe(
      "Reads of a service's secrets in one period, by others than ECS and rotation, above which it is an alarm. Default 10.",
    ),
  accessPeriod: z
    .literal([60, 300, 900, 3600], "must be one of 60, 300, 900, 3600")
    .default(300)
    .describe("Seconds of that period. Default 300."),
  deploymentsPerPeriod: z
    .int()
    .min(1)
    .max(100)
    .default(2)
    .describe(
      "Deployments of a service that may come together in one period: ECS's own reads are an alarm above keys x tasks x deployments. Default 2.",
    ),
  readers: z
    .array(principalPattern)
    .default([])
    .describe(
      "ARNs, with * and ? as wildcards, of those who may be seen reading secrets, beside those whom access declares: whoever deploys test and stage. Default none.",
    ),
  deployers: z
    .array(principalPattern)
    .default([])
    .describe(
      "ARNs, with * and ? as wildcards, of those whose changes of resource policies, rotation and tags are no alarm. Default none.",
    ),
  manualRotationDeadlineInDays: z
    .int()
    .min(1)
    .max(365)
    .default(90)
    .describe(
      "Days after which a secret that does not rotate by itself must have got a new value. Default 90.",
    ),
  rolloutDeadlineInHours: z
    .int()
    .min(1)
    .max(336)
    .default(24)
    .describe("Hours after which a new value must have reached every task. Default 24."),
  runbookUrl: z
    .string()
    .regex(/^[^\s"]*[^\s"/]$/, "must be an address without a slash at its end")
    .max(300)
    .default("docs/runbooks")
    .describe(
      "Address of the folder with the runbooks, which every alarm names. Default docs/runbooks, as in this repository.",
    ),
  subscriptions,
});
