import * as z from "zod";

import { placeholderRule, placeholdersIn } from "./issuer-placeholders";
import { secretArn } from "./secret-arn";

const jsonPointer = z.string().regex(/^(\/[^/]+)+$/, 'must be a JSON pointer, such as "/data/key"');
const url = (placeholders = "") =>
  z
    .string()
    .regex(
      /^https?:\/\/[^\s/?#@{}]+(\/[^\s?#]*)?(\?[^\s#]*)?$/,
      "must be an HTTPS address, without a user, a password or a fragment",
    )
    .describe(`HTTPS address, or HTTP on a loopback address.${placeholders}`);
const headers = (placeholder: string) =>
  z
    .record(z.string().regex(/^[A-Za-z0-9-]+$/, "must be a header's name"), z.string())
    .default({})
    .describe(`Headers by name, with ${placeholder}.`);
const body = (placeholder: string) =>
  z
    .string()
    .optional()
    .describe(
      `JSON, or a form where the header Content-Type is application/x-www-form-urlencoded; with ${placeholder}. Default none.`,
    );
const adminKey = "{adminKey} for the issuer's own credential";

const create = z
  .strictObject({
    method: z.enum(["POST", "PUT"]).default("POST"),
    url: url(),
    headers: headers(adminKey),
    body: body("{name} for a name that is this rotation's own"),
    key: jsonPointer.describe("Where in the answer the new key stands."),
    id: jsonPointer.describe("Where in the answer the new key's id stands."),
  })
  .superRefine(placeholderRule({ headers: ["adminKey"], body: ["name"] }, ["adminKey"]))
  .describe("Makes a key, without ending the one before.");

const verify = z
  .strictObject({
    method: z.enum(["GET", "HEAD", "POST"]).default("GET"),
    url: url(),
    headers: headers("{key} for the key to verify"),
  })
  .superRefine(placeholderRule({ headers: ["key"] }, ["key"]))
  .describe(
    "A request that every valid key is authorised for. 2xx: the key is valid; 401 or 403: it is not.",
  );

const revoke = z
  .strictObject({
    method: z.enum(["DELETE", "POST"]).default("DELETE"),
    url: url(" {id} stands for the key's id."),
    headers: headers(adminKey),
    body: body("{id} for the key's id"),
  })
  .superRefine(placeholderRule({ url: ["id"], headers: ["adminKey"], body: ["id"] }, ["id", "adminKey"]))
  .describe("Makes a key invalid. 404 and 410 mean that it is so already.");

const list = z
  .strictObject({
    url: url(),
    headers: headers(adminKey),
    keys: jsonPointer
      .or(z.literal(""))
      .describe('Where in the answer the array of keys stands; "" for all of it.'),
    id: jsonPointer.describe("Where in one of the keys its id stands."),
    name: jsonPointer.describe("Where in one of the keys its name stands."),
  })
  .superRefine(placeholderRule({ headers: ["adminKey"] }, ["adminKey"]))
  .describe(
    "Lists the active keys, all in one answer: finds a key that an interrupted rotation has made and lost.",
  );

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
  .superRefine(({ create: request, list: isListed }, context) => {
    if (isListed === undefined || placeholdersIn(request, "body").includes("name")) return;
    const message = "must hold {name}, by which list finds the key";
    context.addIssue({ code: "custom", path: ["create", "body"], message });
  })
  .describe("An API key of a third party that allows two active keys.");
