import { z } from "zod";

function listOf<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    (value: unknown): unknown => (Array.isArray(value) ? value : [value]),
    z.array(item).min(1),
  );
}

const texts = listOf(z.string());
const conditionValues = listOf(z.union([z.string(), z.boolean(), z.number()]).transform(String));
const principals = z.union([
  z.literal("*"),
  z.strictObject({ AWS: texts.optional(), Service: texts.optional() }),
]);

const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Principal: principals.optional(),
  NotPrincipal: principals.optional(),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), conditionValues)).optional(),
});

/** The version before has no variables, so that the same text would mean something else. */
const policyDocument = z.strictObject({
  Version: z.literal("2012-10-17"),
  Id: z.string().optional(),
  Statement: listOf(statement),
});

/** The elements of a statement, in which whatever may be a list is one. */
export type StatementElements = z.infer<typeof statement>;

/** A policy document, in which whatever may be a list is one. */
export type PolicyDocument = z.infer<typeof policyDocument>;

/**
 * Reads a document's elements, whatever it is attached to.
 *
 * @throws when an element is unknown, missing or of the wrong type
 */
export function parseDocument(document: unknown): PolicyDocument {
  const result = policyDocument.safeParse(document);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(["document", ...(issue?.path ?? [])].join(".") + `: ${issue?.message ?? "invalid"}`);
}
