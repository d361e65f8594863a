import { entriesOf, isList, parseJson, textAt, textOf, type Value } from "./known-values";
import { assignmentsIn } from "./secret-assignments";
import { decodedForms } from "./secret-encodings";
import { isLogin, loginIn } from "./secret-logins";
import { mayNameSecret, namesCount, namesSecret } from "./secret-names";
import { isReference } from "./secret-references";
import { tokenRules } from "./secret-tokens";

/** A text, and where it stands. */
export interface PlacedText {
  place: string;
  /** The name that the text is given under, such as an environment variable's. */
  name?: string;
  text: string;
}

/** A credential that was found. The value itself is left out on purpose. */
export interface DetectedSecret {
  /** What kind of credential it is, or what gave it away. */
  rule: string;
  /** The text's place; within a JSON document, followed by the keys that lead there. */
  path: string;
  /** `high` for a shape that is nothing else, `medium` for a name that says so of a value that could be one. */
  confidence: "high" | "medium";
}

/** Finds the credential in a text, the surest sign first; `undefined` when there is none. */
export function detectSecret(placed: PlacedText): DetectedSecret | undefined {
  return detect(placed, 2);
}

/** @param layers how many encodings to look through */
function detect(placed: PlacedText, layers: number): DetectedSecret | undefined {
  const { place, text } = placed;
  const shape = tokenRules.find(({ pattern }) => pattern.test(text))?.id ?? loginIn(text);
  if (shape !== undefined) return { rule: shape, path: place, confidence: "high" };
  const leaves = leavesOf(placed);
  if (leaves) return first(leaves, (leaf) => detect(leaf, layers));
  const rule = ruleOfName(placed);
  if (rule !== undefined) return { rule, path: place, confidence: "medium" };
  if (layers === 0) return undefined;
  return first(decodedForms(text), (form) => detect({ place, text: form }, layers - 1));
}

function first<T>(
  items: readonly T[],
  find: (item: T) => DetectedSecret | undefined,
): DetectedSecret | undefined {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return undefined;
}

function ruleOfName({ name, text }: PlacedText): string | undefined {
  if (name !== undefined && isSecretUnder(name, text)) return "secret-name";
  const isAssigned = assignmentsIn(text).some(([key, value]) => isSecretUnder(key, value));
  return isAssigned ? "secret-assignment" : undefined;
}

function isSecretUnder(name: string, value: string): boolean {
  if (namesSecret(name)) return isLiteral(name, value);
  return mayNameSecret(name) && !isReference(value) && (isRandom(value) || isLogin(value));
}

/** The single values of a JSON document, each under its own key; `undefined` for any other text. */
function leavesOf({ place, name, text }: PlacedText): PlacedText[] | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  const document = parseJson(text);
  return document === undefined ? undefined : leaves(document, place, name);
}

function leaves(value: Value, place: string, name: string | undefined): PlacedText[] {
  if (isList(value)) return value.flatMap((item, index) => leaves(item, `${place}[${index}]`, name));
  const text = textOf(value);
  if (typeof text === "string") return [name === undefined ? { place, text } : { place, name, text }];
  const ownName = textAt(value, "name");
  return entriesOf(value).flatMap(([key, member]) => {
    const isValue = /^(?:value|current|previous|default|data|plaintext)$/i.test(key);
    const nameOfValue = typeof ownName === "string" ? ownName : name;
    return leaves(member, `${place}.${key}`, (isValue ? nameOfValue : undefined) ?? key);
  });
}

const settings =
  /^(?:0|1|true|false|yes|no|on|off|none|null|nil|undefined|enabled|disabled|required|optional|default|auto)$/i;

/** Whether a value is more than a reference to a credential, or a setting about one. */
export function isLiteral(name: string, value: string): boolean {
  const text = value.trim();
  if (text === "" || isReference(text) || settings.test(text)) return false;
  return !(/^\d+(?:\.\d+)?$/.test(text) && namesCount(name));
}

/** Whether a value is one of many random characters, and no word, slug or path. */
function isRandom(value: string): boolean {
  if (/^[0-9a-f]{32,}$/i.test(value)) return true;
  return /^[\w+/-]{20,}={0,2}$/.test(value) && [/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(value));
}
