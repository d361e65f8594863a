import * as z from "zod";

import { secretArn } from "./secret-arn";
import { issuerSchema } from "./issuer-schema";

const keyName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "must be the name of a key of the same secret");

const random = z
  .strictObject({
    strategy: z.literal("random"),
    length: z.int().min(32).max(4096).default(64).describe("Characters of a new value. Default 64."),
    special: z
      .boolean()
      .default(false)
      .describe("Whether a new value may hold punctuation beside letters and digits. Default false."),
    overlap: z
      .strictObject({
        previousKey: keyName.describe("Key of the same secret that holds the value before, for checks only."),
        hours: z
          .int()
          .min(1)
          .max(24 * 90)
          .describe("Hours for which the value before must still be accepted: the longest life of a token."),
      })
      .optional()
      .describe("Keeps the value before in another key until it is no longer needed. Default none."),
  })
  .describe("A random value that only the service itself checks, such as a signing secret.");

const mongodb = z
  .strictObject({
    strategy: z.literal("mongodb"),
    adminSecretArn: secretArn.describe(
      "Full ARN of the secret whose key MONGODB_URI is the connection string of a user administrator of the same server.",
    ),
    plaintextOnLoopback: z
      .boolean()
      .default(false)
      .describe("Whether a server on a loopback address may be used without TLS. Default false."),
  })
  .describe("A MongoDB connection string whose user alternates between <user> and <user>_clone.");

const mongodbAtlas = z
  .strictObject({
    strategy: z.literal("mongodb-atlas"),
    adminSecretArn: secretArn.describe(
      "Full ARN of the secret with CLIENT_ID and CLIENT_SECRET of an Atlas service account that may manage database users.",
    ),
    groupId: z.string().regex(/^[0-9a-f]{24}$/, "must be an Atlas project's id, 24 hex digits"),
    clusterName: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/, "must be an Atlas cluster's name"),
    apiUrl: z
      .url({ protocol: /^https?$/ })
      .default("https://cloud.mongodb.com")
      .describe(
        "Address of the Atlas Admin API. HTTPS, or a loopback address. Default https://cloud.mongodb.com.",
      ),
  })
  .describe("A MongoDB Atlas connection string whose database user alternates, through the Atlas Admin API.");

const manual = z
  .strictObject({
    strategy: z.literal("manual"),
    deadlineInDays: z
      .int()
      .min(1)
      .max(365)
      .default(90)
      .describe("Days after which a person must have put a new value. Default 90."),
  })
  .describe("A person rotates the value. The rotation function never touches it.");

/** How one JSON key of a secret is rotated. */
export const strategySchema = z.discriminatedUnion(
  "strategy",
  [random, mongodb, mongodbAtlas, issuerSchema, manual],
  'must be "random", "mongodb", "mongodb-atlas", "issuer" or "manual"',
);

/** How one JSON key of a secret is rotated, with defaults filled in. */
export type StrategyDeclaration = z.output<typeof strategySchema>;
export type StrategyName = StrategyDeclaration["strategy"];
export type DeclarationOf<Name extends StrategyName> = Extract<StrategyDeclaration, { strategy: Name }>;
