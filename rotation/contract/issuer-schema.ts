import { z } from "zod";

import { secretArn } from "./secret-arn";

const jsonPointer = z.string().regex(/^(\/[^/]+)+$/, 'must be a JSON pointer, such as "/data/key"');
const url = z
  .string()
  .regex(/^https?:\/\/\S+$/, "must be an HTTPS address")
  .describe("HTTPS address, or HTTP on a loopback address. {id} stands for the key's id.");
const headers = z.record(z.string(), z.string()).default({});

const create = z
  .strictObject({
    method: z.enum(["POST", "PUT"]).default("POST"),
    url,
    headers,
    body: z
      .string()
      .optional()
      .describe("Body, with {name} for a name that is this rotation's own. Default none."),
    key: jsonPointer.describe("Where in the answer the new key stands."),
    id: jsonPointer.describe("Where in the answer the new key's id stands."),
  })
  .describe("Makes a key. The issuer's own credential goes in as {adminKey}.");

const verify = z
  .strictObject({ method: z.enum(["GET", "HEAD", "POST"]).default("GET"), url, headers })
  .describe(
    "An authorised request of a key itself, which goes in as {key}. 2xx: it is valid; 401 or 403: it is not.",
  );

const revoke = z
  .strictObject({
    method: z.enum(["DELETE", "POST"]).default("DELETE"),
    url,
    headers,
    body: z.string().optional(),
  })
  .describe("Makes the key {id} invalid. 404 and 410 mean that it is so already.");

const list = z
  .strictObject({
    url,
    headers,
    keys: jsonPointer.describe("Where in the answer the array of keys stands."),
    id: jsonPointer.describe("Where in one of the keys its id stands."),
    name: jsonPointer.describe("Where in one of the keys its name stands."),
  })
  .describe("Lists the active keys: finds a key that an interrupted rotation has made and lost.");

/** A third party that issues API keys and allows two active ones at least. */
export const issuerSchema = z
  .strictObject({
    strategy: z.literal("issuer"),
    adminSecretArn: secretArn.describe("Full ARN of the secret that holds the issuer's own credential."),
    adminKey: z.string().default("API_KEY").describe("Key of that secret's JSON object. Default API_KEY."),
    activeKeys: z
      .int()
      .min(1)
      .describe(
        "How many keys the issuer allows to be active at once. With one only, rotation would be an outage.",
      ),
    idKey: z.string().describe("Key of the same secret that holds the API key's id."),
    create,
    verify,
    revoke,
    list: list.optional(),
  })
  .describe("An API key of a third party that allows two active keys.");
