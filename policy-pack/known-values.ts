import { UnknownValueError } from "@pulumi/policy";

/** Stands for a value that is not known before the deployment, such as the ARN of a resource yet to be made. */
export const notKnown: unique symbol = Symbol("not known");

export type Value =
  null | boolean | number | string | typeof notKnown | readonly Value[] | { readonly [key: string]: Value };

export type Fields = Readonly<Record<string, Value>>;

/**
 * Copies a resource's properties. The policy runtime throws whenever an unknown value is read; the copy holds
 * {@link notKnown} in its place, so that all that is known can be judged.
 */
export function readProperties(properties: object): Fields {
  return Object.fromEntries(Object.keys(properties).map((key) => [key, readProperty(properties, key)]));
}

/** One of a resource's properties, in the same form; null for one that there is not. */
export function readProperty(holder: object, key: PropertyKey): Value {
  try {
    return copy(Reflect.get(holder, key));
  } catch (error) {
    if (error instanceof UnknownValueError) return notKnown;
    throw error;
  }
}

function copy(value: unknown): Value {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return Array.from(value.keys(), (index) => readProperty(value, index));
  return typeof value === "object" && value !== null ? readProperties(value) : null;
}

/** Parses a JSON text; `undefined` when it is not valid JSON. */
export function parseJson(text: string): Value | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  return copy(parsed);
}

/**
 * All that an object holds under a key, as one list: a single value is a list of one; null, absence and a holder
 * that is no object are an empty list. What is unknown as a whole is a list of one unknown. The key's case does not
 * matter, as it does not for the AWS provider, which takes `Environment` for `environment`.
 */
export function valuesAt(holder: Value, key: string): readonly Value[] {
  if (holder === notKnown) return [notKnown];
  const lowerCaseKey = key.toLowerCase();
  return entriesOf(holder)
    .filter(([name]) => name.toLowerCase() === lowerCaseKey)
    .flatMap(([, value]): readonly Value[] => (isList(value) ? value : [value]))
    .filter((value) => value !== null);
}

/** The text under a key, numbers and booleans included; `undefined` when there is none. */
export function textAt(holder: Value, key: string): string | typeof notKnown | undefined {
  return textOf(valuesAt(holder, key)[0] ?? null);
}

export function textOf(value: Value): string | typeof notKnown | undefined {
  if (typeof value === "string" || value === notKnown) return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** Whether one of some values is a text that fits; unknown when only one that is not known might. */
export function someText(
  values: readonly Value[],
  fits: (text: string) => boolean,
): boolean | typeof notKnown {
  const texts = values.map(textOf);
  if (texts.some((text) => typeof text === "string" && fits(text))) return true;
  return texts.includes(notKnown) ? notKnown : false;
}

/** The entries of an object; none of any other value. */
export function entriesOf(value: Value): [string, Value][] {
  return typeof value === "object" && value !== null && !isList(value) ? Object.entries(value) : [];
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
