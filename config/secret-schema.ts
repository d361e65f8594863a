import { z } from "zod";

import { secretTypes } from "../naming";
import { defaultSchedule } from "../rotation/contract/automatic-strategies";
import { secretArn } from "../rotation/contract/secret-arn";
import { strategySchema } from "../rotation/contract/strategy-schema";

const source = <Source extends string>(name: Source) =>
  z
    .literal(name)
    .describe(
      'Where the first value comes from: "generated", "supplied" or, in an adopted secret, "existing".',
    );

const keyRotation = strategySchema
  .optional()
  .describe(
    "How the key's value is rotated. Default: a person rotates it, within 90 days, unless another key's strategy writes it.",
  );

const generatedKey = z
  .strictObject({
    source: source("generated"),
    length: z.int().min(16).max(4096).default(48).describe("Characters in the generated value. Default 48."),
    special: z
      .boolean()
      .default(false)
      .describe("Whether the value may hold punctuation beside letters and digits. Default false."),
    rotation: keyRotation,
  })
  .describe(
    "The first value is generated at deployment; that of another key's overlap.previousKey is the other key's first value.",
  );

const suppliedKey = z
  .strictObject({ source: source("supplied"), rotation: keyRotation })
  .describe("A person supplies the first value: pulumi config set --secret <secret name>.<KEY>");

const existingKey = z
  .strictObject({ source: source("existing"), rotation: keyRotation })
  .describe("The adopted secret has the value already: the stack writes none.");

const secretKey = z.discriminatedUnion(
  "source",
  [generatedKey, suppliedKey, existingKey],
  'must be "generated", "supplied" or "existing"',
);

const rotation = z
  .strictObject({
    functionArn: z
      .string()
      .regex(
        /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_-]+)?$/,
        "must be a Lambda function's ARN",
      )
      .optional()
      .describe(
        "ARN of an existing Lambda function that rotates the whole secret. Default the service's own, by its keys' strategies.",
      ),
    schedule: z
      .string()
      .default(defaultSchedule)
      .describe(
        'When to rotate: rate(<n> hours|days) or cron(...), UTC. At least 4 hours. Default "rate(30 days)".',
      ),
    duration: z
      .string()
      .optional()
      .describe('Length of the rotation window in whole hours, for example "2h".'),
  })
  .describe(
    "When the secret is rotated, and by which function. The secret is never rotated by a deployment itself.",
  );

/** One secret of a service as declared. */
export const secretSchema = z.strictObject({
  type: z.enum(secretTypes).describe("Last part of the secret's name, <service>-<environment>-<type>."),
  arn: secretArn
    .optional()
    .describe(
      "Full ARN of an existing secret of that name, which the stack adopts with the value that it has. Default a new secret.",
    ),
  description: z.string().min(1).max(2048).optional().describe("What the secret is for."),
  keys: z
    .record(z.string(), secretKey)
    .describe("The secret's JSON keys. Each becomes an environment variable of the same name."),
  rotation: rotation.optional(),
});
