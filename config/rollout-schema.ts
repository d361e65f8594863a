import { z } from "zod";

const maintenanceWindow = z
  .strictObject({
    days: z
      .array(z.enum(["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]))
      .min(1)
      .describe("Days of the week on which the window opens, such as MON."),
    start: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, such as "03:00"')
      .describe('When it opens, UTC, as "HH:MM".'),
    hours: z.int().min(1).max(168).describe("Hours that it stays open, 1 to 168."),
  })
  .describe("When deployments for rotated values may begin. A rollback begins at any time. Default always.");

/** How rotated values reach the running tasks. */
export const rolloutSchema = z.strictObject({
  maintenanceWindow: maintenanceWindow.optional(),
  maximumConcurrentDeployments: z
    .int()
    .min(1)
    .default(1)
    .describe("How many services may be deploying when a deployment for a rotated value begins. Default 1."),
  schedule: z
    .string()
    .regex(
      /^rate\((1 (minute|hour|day)|([2-9]|[1-9]\d+) (minutes|hours|days))\)$/,
      'must be "rate(<n> minutes)", "rate(<n> hours)" or "rate(<n> days)", or of 1 "minute", "hour" or "day"',
    )
    .default("rate(5 minutes)")
    .describe('How often rollouts are looked at when no event tells of one. Default "rate(5 minutes)".'),
});
