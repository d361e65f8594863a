import { z } from "zod";

const objectSchema = z.record(z.string(), z.unknown());
const alternativesSchema = z.array(objectSchema);
const leafSchema = z.array(
  z.union([
    z.string(),
    z.strictObject({ prefix: z.string() }),
    z.strictObject({ exists: z.boolean() }),
    z.strictObject({ "anything-but": z.array(z.string()) }),
  ]),
);

/**
 * Whether an event matches a pattern, by the rules of EventBridge for those kinds of comparison that this project uses
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html). Any other kind throws.
 */
export function matchesPattern(pattern: Readonly<Record<string, unknown>>, event: unknown): boolean {
  return Object.entries(pattern).every(([key, expected]) => {
    if (key === "$or") return alternativesSchema.parse(expected).some((one) => matchesPattern(one, event));
    const actual: unknown = typeof event === "object" && event !== null ? Reflect.get(event, key) : undefined;
    const inner = objectSchema.safeParse(expected);
    return inner.success
      ? matchesPattern(inner.data, actual)
      : matchesLeaf(leafSchema.parse(expected), actual);
  });
}

/** A list in the event matches when one of its members does. */
function matchesLeaf(expected: z.output<typeof leafSchema>, actual: unknown): boolean {
  const members: unknown[] = Array.isArray(actual) ? actual : [actual];
  return expected.some((match) => members.some((member) => matchesValue(match, member)));
}

function matchesValue(match: z.output<typeof leafSchema>[number], actual: unknown): boolean {
  if (typeof match === "string") return actual === match;
  if ("prefix" in match) return typeof actual === "string" && actual.startsWith(match.prefix);
  if ("exists" in match) return (actual !== undefined) === match.exists;
  return typeof actual === "string" && !match["anything-but"].includes(actual);
}
