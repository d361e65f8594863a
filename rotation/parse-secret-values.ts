import { RotationError } from "./rotation-error";
import { type SecretValues } from "./secret-values";

/**
 * Reads a version's SecretString.
 *
 * @param where What is read, for the message: `version <id> of <secret>`.
 * @throws RotationError for anything but a JSON object of strings. It names the key, never the value.
 */
export function parseSecretValues(text: string | undefined, where: string): SecretValues {
  if (text === undefined) throw new RotationError(`${where} must be text, not binary`);
  const values = parseJson(text, where);
  if (typeof values !== "object" || values === null || Array.isArray(values)) {
    throw new RotationError(`${where} must be a JSON object of strings, is ${kindOf(values)}`);
  }
  const entries: [string, unknown][] = Object.entries(values);
  return Object.fromEntries(entries.map(([key, value]) => [key, stringOf(value, `${key} in ${where}`)]));
}

function stringOf(value: unknown, where: string): string {
  if (typeof value === "string") return value;
  throw new RotationError(`${where} must be a string, is ${kindOf(value)}: put it in quotes`);
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw new RotationError(`${where} must be a JSON object of strings, is not JSON`);
  }
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
