import { z } from "zod";

/**
 * The date of a day. Pulumi hands one that stands without quotes in a stack's file over with a time after it.
 */
const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}( 00:00:00 \+0000 UTC)?$/, {
    error: "must be a day, such as 2027-01-31",
    abort: true,
  })
  .refine((text) => isDay(text.slice(0, 10)), "must be a day of the calendar, such as 2027-01-31");

function isDay(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** What one policy may find in one resource. The policies themselves read it: they alone know what they are called. */
export const exceptionSchema = z.strictObject({
  policy: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, "must be a policy's name, such as no-public-ip")
    .describe("Name of the policy."),
  resource: z
    .string()
    .regex(
      /^\S+:\S*:\S+::.+$/,
      "must be a resource's type and name, such as aws:ecs/service:Service::auth-service",
    )
    .describe("The resource's type and name, as its URN ends: aws:ecs/service:Service::auth-service."),
  reason: z.string().min(10).describe("Why the policy cannot be complied with yet."),
  owner: z.string().min(3).describe("Who answers for it and is to remove it."),
  expires: date.describe("Last day on which it holds (UTC): YYYY-MM-DD, at most a year ahead."),
});
