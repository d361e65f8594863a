import { parseSecretName } from "./environment-names";
import { namesCount, namesSecret } from "./secret-names";
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
  path: string;
  /** `high` for a shape that is nothing else, `medium` for a name that says so of a value that could be one. */
  confidence: "high" | "medium";
}

/** Finds the credential in a text, the surest sign first; `undefined` when there is none. */
export function detectSecret({ place, name, text }: PlacedText): DetectedSecret | undefined {
  const found = (rule: string, confidence: DetectedSecret["confidence"]) => ({
    rule,
    path: place,
    confidence,
  });
  const token = tokenRules.find(({ pattern }) => pattern.test(text));
  if (token) return found(token.id, "high");
  if (holdsUrlCredential(text)) return found("url-credential", "high");
  if (name !== undefined && namesSecret(name) && isLiteral(name, text)) return found("secret-name", "medium");
  if (assignmentsIn(text).some(([key, value]) => namesSecret(key) && isLiteral(key, value)))
    return found("secret-assignment", "medium");
  return undefined;
}

/** Whether a URL or a connection string in the text carries a password. */
function holdsUrlCredential(text: string): boolean {
  const userInfos = text.matchAll(/\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/?#]*:([^\s@/]+)@/gi);
  return [...userInfos].some(([, password = ""]) => !isReference(password));
}

/**
 * `KEY=value` and `"KEY": "value"` pairs, as in shell commands, connection strings, query strings and JSON, and
 * `--key value` options.
 */
function assignmentsIn(text: string): [key: string, value: string][] {
  const pairs = text.matchAll(/([A-Za-z][\w.-]*)(?:=|"\s*:\s*"|'\s*:\s*')["']?([^\s"';&,}]+)/g);
  const options = text.matchAll(/(?:^|\s)--?([A-Za-z][\w-]*)\s+["']?([^\s"'-][^\s"']*)/g);
  return [...pairs, ...options].map(([, key = "", value = ""]) => [key, value]);
}

/** Whether a value is more than a reference to a credential, or a setting about one. */
export function isLiteral(name: string, value: string): boolean {
  const text = value.trim();
  if (text === "" || isReference(text) || /^(?:true|false|yes|no|on|off|none|null|undefined)$/i.test(text))
    return false;
  return !(/^\d+(?:\.\d+)?$/.test(text) && namesCount(name));
}

const references = [
  /^\$(?:[A-Z_][A-Z0-9_]*$|[{(])/, // $NAME, ${NAME}, $(command)
  /^\{\{.*\}\}$/, // template
  /^<[^<>]*>$/, // <placeholder>
  /^%[\w-]+%$/,
  /^\*+$/,
  /^arn:[\w-]+:/,
  /^(?:[\w./:-]+@)?sha(?:256|384|512)[:-][A-Za-z0-9+/=]{32,}$/i, // digest, also of an image
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, // UUID
  /^[a-z][a-z0-9+.-]*:\/\/[^\s@]*$/i, // URL without credentials
  /^\.{0,2}\/[\w./-]*$/, // path
  /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\/[a-z0-9_-]+)+$/, // name/of/a/secret
];

/** Whether a value only says where a credential is, or identifies something that is no credential. */
function isReference(text: string): boolean {
  return references.some((pattern) => pattern.test(text)) || parseSecretName(text) !== undefined;
}
