import { z } from "zod";

import { mayBeLeftOut, rulesOf, unwrapped } from "./setting-schema";

/** What the page says of one setting. */
export interface Row {
  name: string;
  /** With unit and limits, such as `whole number, 5 to 300`. */
  type: string;
  byDefault: string;
  meaning: string;
}

export function rowOf(name: string, schema: z.ZodType): Row {
  const description = schema.description ?? unwrapped(schema).description ?? "";
  const [meaning, told] = splitDefault(description);
  const rules = rulesOf(schema).map(sentence);
  const known = defaultOf(schema);
  const byDefault = told === undefined || known === `\`${told}\`` ? known : told;
  return {
    name,
    type: typeOf(schema, description),
    byDefault,
    meaning: [meaning, ...rules].join(" ").trim(),
  };
}

/** The sentence of a description that tells the default goes into a column of its own. */
function splitDefault(description: string): [meaning: string, byDefault?: string] {
  const [whole = "", byDefault] = / ?\bDefault:? (.*?)\.(?= [A-Z]|$)/.exec(description) ?? [];
  return byDefault === undefined ? [description] : [description.replace(whole, "").trim(), byDefault];
}

function defaultOf(schema: z.ZodType): string {
  if (schema instanceof z.ZodDefault) return `\`${JSON.stringify(schema.def.defaultValue)}\``;
  if (schema instanceof z.ZodPrefault) return "as below";
  return mayBeLeftOut(schema) ? "none" : "required";
}

function typeOf(schema: z.ZodType, description: string): string {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodString)
    return ["text", ...limits(inner.minLength, inner.maxLength, "characters")].join(", ");
  if (inner instanceof z.ZodNumber) return numberType(inner, description);
  if (inner instanceof z.ZodBoolean) return "true or false";
  if (inner instanceof z.ZodEnum || inner instanceof z.ZodLiteral) return valuesOf(inner);
  if (inner instanceof z.ZodArray && inner.element instanceof z.ZodType)
    return `list of ${typeOf(inner.element, "")}`;
  if (inner instanceof z.ZodRecord && inner.valueType instanceof z.ZodType)
    return `${typeOf(inner.valueType, "")} by name`;
  if (inner instanceof z.ZodDiscriminatedUnion) return `object, by its ${inner.def.discriminator}`;
  if (inner instanceof z.ZodUnion) return inner.options.map((option) => optionType(option)).join(" or ");
  return inner instanceof z.ZodURL ? "text" : "object";
}

function optionType(option: unknown): string {
  return option instanceof z.ZodType ? typeOf(option, "") : "text";
}

function numberType({ minValue, maxValue }: z.ZodNumber, description: string): string {
  const [found = ""] =
    /\b(seconds|days|hours|MiB|GiB|percent|characters|CPU in units)\b/i.exec(description) ?? [];
  const unit = units[found.toLowerCase()] ?? found.toLowerCase();
  const kind = unit === "" ? "whole number" : `whole number of ${unit}`;
  return [kind, ...limits(chosen(minValue), chosen(maxValue))].join(", ");
}

/** Units whose name is not written in small letters, or not as descriptions have it. */
const units: Record<string, string> = { mib: "MiB", gib: "GiB", "cpu in units": "CPU units" };

/** A limit that a schema sets; whole numbers have others by nature. */
function chosen(limit: number | null): number | null {
  return limit !== null && Math.abs(limit) < Number.MAX_SAFE_INTEGER ? limit : null;
}

function limits(least: number | null, most: number | null, unit = ""): string[] {
  const of = unit === "" ? "" : ` ${unit}`;
  if (least !== null && most !== null) return [`${least} to ${most}${of}`];
  if (least !== null) return [`at least ${least}${of}`];
  return most === null ? [] : [`at most ${most}${of}`];
}

function valuesOf(schema: z.ZodEnum | z.ZodLiteral): string {
  const values = schema instanceof z.ZodEnum ? schema.options : [...schema.values];
  return values.map((value) => `\`${String(value)}\``).join(", ");
}

function sentence(rule: string): string {
  return `${rule.charAt(0).toUpperCase()}${rule.slice(1)}.`;
}
