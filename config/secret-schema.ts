import { z } from "zod";

import { secretTypes } from "../naming";

const source = <Source extends string>(name: Source) =>
  z.literal(name).describe('Where the first value comes from: "generated" or "supplied".');

const generatedKey = z
  .strictObject({
    source: source("generated"),
    length: z.int().min(16).max(4096).default(48).describe("Characters in the generated value. Default 48."),
    special: z
      .boolean()
      .default(false)
      .describe("Whether the value may hold punctuation beside letters and digits. Default false."),
  })
  .describe("The first value is generated at deployment.");

const suppliedKey = z
  .strictObject({ source: source("supplied") })
  .describe("A person supplies the first value: pulumi config set --secret <secret name>.<KEY>");

const secretKey = z.discriminatedUnion(
  "source",
  [generatedKey, suppliedKey],
  'must be "generated" or "supplied"',
);

const rotation = z
  .strictObject({
    functionArn: z
      .string()
      .regex(
        /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_-]+)?$/,
        "must be a Lambda function's ARN",
      )
      .describe("ARN of the Lambda function that rotates the secret."),
    schedule: z
      .string()
      .default("rate(30 days)")
      .describe(
        'When to rotate: rate(<n> hours|days) or cron(...), UTC. At least 4 hours. Default "rate(30 days)".',
      ),
    duration: z
      .string()
      .optional()
      .describe('Length of the rotation window in whole hours, for example "2h".'),
  })
  .describe(
    "Automatic rotation by an existing function. The secret is never rotated by a deployment itself.",
  );

/** One secret of a service as declared. */
export const secretSchema = z.strictObject({
  type: z.enum(secretTypes).describe("Last part of the secret's name, <service>-<environment>-<type>."),
  description: z.string().min(1).max(2048).optional().describe("What the secret is for."),
  keys: z
    .record(z.string(), secretKey)
    .describe("The secret's JSON keys. Each becomes an environment variable of the same name."),
  rotation: rotation.optional(),
});
