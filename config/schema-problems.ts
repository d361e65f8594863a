import { z } from "zod";

import { nearestName } from "./nearest-name";
import { type Problem, problemAt } from "./problems";

/** Turns what zod found into problems: one for each unknown setting, one for each broken rule. */
export function schemaProblems(error: z.ZodError, root: z.ZodType, input: unknown): Problem[] {
  return error.issues.flatMap((issue) => {
    const schemas = schemasAt(root, issue.path);
    if (issue.code === "unrecognized_keys") {
      const known = [...new Set(schemas.flatMap(unwrap).flatMap(settingsOf))];
      return issue.keys.map((key) => unknownSetting([...issue.path, key], key, known));
    }
    const value = valueAt(input, issue.path);
    const isContainer = issue.code === "invalid_type" && containers.has(issue.expected);
    const isText = typeof value === "string";
    // Text in place of a whole object or list may well be a credential: its place is named, not its content.
    const shown = isContainer && isText ? undefined : value;
    return [problemAt(issue.path, ruleOf(issue, value, schemas), shown)];
  });
}

const containers: ReadonlySet<string> = new Set(["object", "record", "array"]);

function unknownSetting(path: PropertyKey[], key: string, known: string[]): Problem {
  if (known.includes(key)) return problemAt(path, "does not go with the settings beside it: remove it");
  const meant = nearestName(key, known);
  const fix = meant === undefined ? `remove it, or use one of ${known.join(", ")}` : `did you mean ${meant}?`;
  return problemAt(path, `is not a setting: ${fix}`);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined),
    input,
  );
}

function ruleOf(issue: z.core.$ZodIssue, value: unknown, schemas: readonly z.ZodType[]): string {
  if (value === undefined || value === null) return absentRule(value, schemas[0]);
  switch (issue.code) {
    case "invalid_type":
      return typeRule(issue.expected, value);
    case "too_small":
      return limitRule("at least", Number(issue.minimum), issue.origin);
    case "too_big":
      return limitRule("at most", Number(issue.maximum), issue.origin);
    case "invalid_value":
      return `must be one of ${issue.values.map((allowed) => JSON.stringify(allowed)).join(", ")}`;
    default:
      return issue.message;
  }
}

/** A setting whose line ends after the colon is null; one that is optional may as well go. */
function absentRule(value: null | undefined, schema: z.ZodType | undefined): string {
  const meaning = schema?.description === undefined ? "" : ` (${schema.description.replace(/\.$/, "")})`;
  if (value === undefined) return `is missing: set it${meaning}`;
  const mayGo = schema !== undefined && isOptional(schema);
  return `is empty: set it${mayGo ? " or remove it" : ""}${meaning}`;
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ["object", 'an object, written as lines of "name: value"'],
  ["record", 'an object, written as lines of "name: value"'],
  ["array", 'a list, written as lines that start with "- "'],
  ["string", "text"],
  ["number", "a number"],
  ["int", "a whole number"],
  ["boolean", "true or false"],
]);

function typeRule(expected: string, value: unknown): string {
  const rule = `must be ${typeNames.get(expected) ?? expected}`;
  if (expected === "string" && (typeof value === "number" || typeof value === "boolean")) {
    return `${rule}: put it in quotes`;
  }
  const isQuoted =
    typeof value === "string" &&
    (expected === "boolean" ? /^(true|false)$/ : /^-?\d+(\.\d+)?$/).test(value) &&
    ["number", "int", "boolean"].includes(expected);
  return isQuoted ? `${rule}: remove the quotes` : rule;
}

function limitRule(limit: string, count: number, origin: string): string {
  if (origin === "string") return `must have ${limit} ${count} ${count === 1 ? "character" : "characters"}`;
  if (origin === "array") return `must have ${limit} ${count} ${count === 1 ? "entry" : "entries"}`;
  return `must be ${limit} ${count}`;
}

/** The schemas that may hold at a path; more than one where there is a union. */
function schemasAt(root: z.ZodType, path: readonly PropertyKey[]): z.ZodType[] {
  return path.reduce<z.ZodType[]>(
    (schemas, part) => schemas.flatMap(unwrap).flatMap((schema) => memberOf(schema, String(part))),
    [root],
  );
}

function memberOf(schema: z.ZodType, name: string): z.ZodType[] {
  if (schema instanceof z.ZodObject) return [schema.shape[name]].filter(isSchema);
  if (schema instanceof z.ZodArray) return [schema.element].filter(isSchema);
  return schema instanceof z.ZodRecord ? [schema.valueType].filter(isSchema) : [];
}

function settingsOf(schema: z.ZodType): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function unwrap(schema: z.ZodType): z.ZodType[] {
  if (isOptional(schema)) {
    return [schema.unwrap()].filter(isSchema).flatMap(unwrap);
  }
  if (!(schema instanceof z.ZodUnion)) return [schema];
  const options: readonly unknown[] = schema.options;
  return options.filter(isSchema).flatMap(unwrap);
}

function isOptional(schema: z.ZodType): schema is z.ZodOptional | z.ZodDefault | z.ZodPrefault {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
}

function isSchema(value: unknown): value is z.ZodType {
  return value instanceof z.ZodType;
}
