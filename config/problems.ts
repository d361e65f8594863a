import { z } from "zod";

/** One thing that is wrong with a stack's configuration. */
export interface Problem {
  /** Where, as a path from the configuration key on, for example `services[0].memory`. */
  path: string;
  /** What must hold there, in words that say how to put it right. */
  rule: string;
  /** The value found, ready to print. Absent when there is none or when it might be a secret. */
  got?: string;
}

/** Writes a path as Pulumi does: `services[0].secrets[1].type`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? String(part) : `${text}.${String(part)}`;
  }, "");
}

/** Builds a problem, quoting the value found unless it might be a secret. */
export function problemAt(path: readonly PropertyKey[], rule: string, value?: unknown): Problem {
  const got = mayHoldSecret(path) ? undefined : printable(value);
  return { path: formatPath(path), rule, ...(got === undefined ? {} : { got }) };
}

/** One line: path, rule and value got. */
export function formatProblem({ path, rule, got }: Problem): string {
  return got === undefined ? `${path} ${rule}` : `${path} ${rule}, got ${got}`;
}

/** Free text that people put credentials into by mistake is never quoted. */
function mayHoldSecret(path: readonly PropertyKey[]): boolean {
  return path.some((part) => part === "environment" || part === "command" || part === "tags");
}

function printable(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "boolean" || value === null) return String(value);
  if (typeof value === "string") {
    const quotable = value.length <= 120 && !/:\/\/[^/]*@|[\r\n]/.test(value);
    return quotable ? `"${value}"` : `text of ${value.length} characters`;
  }
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === "object" ? "an object" : undefined;
}

/** Turns what zod found into problems: one for each unknown setting, one for each broken rule. */
export function problemsOf(error: z.ZodError, root: z.ZodType, input: unknown): Problem[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") {
      const value = valueAt(input, issue.path);
      return [problemAt(issue.path, ruleOf(issue, value), value)];
    }
    const known = settingsAt(root, issue.path).join(", ");
    return issue.keys.map((key) =>
      problemAt([...issue.path, key], `is not a setting; remove it or use one of: ${known}`),
    );
  });
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined),
    input,
  );
}

function ruleOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) return `is missing: set it${expectation(issue)}`;
  switch (issue.code) {
    case "invalid_type":
      return `must be ${typeNames.get(issue.expected) ?? issue.expected}`;
    case "too_small":
      return `must ${issue.origin === "number" || issue.origin === "int" ? "be" : "have"} at least ${issue.minimum}${unit(issue.origin)}`;
    case "too_big":
      return `must ${issue.origin === "number" || issue.origin === "int" ? "be" : "have"} at most ${issue.maximum}${unit(issue.origin)}`;
    case "invalid_value":
      return `must be one of ${issue.values.map((allowed) => JSON.stringify(allowed)).join(", ")}`;
    case "invalid_format":
      return issue.format === "starts_with" ? 'must start with "/"' : issue.message;
    case "invalid_union":
      return issue.discriminator === undefined
        ? issue.message
        : `must have ${issue.discriminator} "generated" or "supplied"`;
    default:
      return issue.message;
  }
}

const typeNames = new Map([
  ["object", "an object"],
  ["record", "an object"],
  ["array", "a list"],
  ["string", "text"],
  ["number", "a number"],
  ["int", "a whole number"],
  ["boolean", "true or false"],
]);

function expectation(issue: z.core.$ZodIssue): string {
  return issue.code === "invalid_type" ? ` to ${typeNames.get(issue.expected) ?? issue.expected}` : "";
}

function unit(origin: string): string {
  if (origin === "string") return " characters";
  return origin === "array" ? " entries" : "";
}

/** The names of the settings that an object in the configuration may have. */
function settingsAt(root: z.ZodType, path: readonly PropertyKey[]): string[] {
  let schemas = [root].flatMap(unwrap);
  for (const part of path) {
    schemas = schemas
      .flatMap((schema): unknown[] => {
        if (schema instanceof z.ZodObject) return [schema.shape[String(part)]];
        if (schema instanceof z.ZodArray) return [schema.element];
        if (schema instanceof z.ZodRecord) return [schema.valueType];
        return [];
      })
      .flatMap(unwrap);
  }
  return [
    ...new Set(schemas.flatMap((schema) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []))),
  ];
}

function unwrap(schema: unknown): unknown[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrap(schema.unwrap());
  if (!(schema instanceof z.ZodUnion)) return [schema];
  const options: readonly unknown[] = schema.options;
  return options.flatMap((option) => unwrap(option));
}
