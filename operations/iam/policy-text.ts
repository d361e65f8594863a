import { type RequestContext } from "./request-context";

/** A piece of a policy's text: a wildcard, or text that stands for itself. */
interface Piece {
  text: string;
  wildcard: boolean;
}

/** A policy's text with its variables replaced by what the request holds. */
export type ExpandedText = readonly Piece[];

const pieces = /\$\{([^}]*)\}|[*?]|[^$*?]+|\$/g;
const variableWithDefault = /^([\w:/.=+@-]+)(?:, '([^']*)')?$/;
const specialCharacters: readonly string[] = ["*", "?", "$"];

/** What is wrong with the variables of a text, if anything. */
export function variableProblem(text: string): string | undefined {
  for (const [piece, variable] of text.matchAll(pieces)) {
    if (variable === undefined || specialCharacters.includes(variable)) continue;
    if (!variableWithDefault.test(variable)) return `"${piece}" is not a policy variable`;
  }
  return undefined;
}

/**
 * Replaces the variables of a text; `undefined` when one has no value, so that the text is like nothing
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html). A wildcard in a value is
 * an ordinary character.
 *
 * @throws when a variable is a multivalued key
 */
export function expand(text: string, context: RequestContext): ExpandedText | undefined {
  const expanded: Piece[] = [];
  for (const [piece, variable] of text.matchAll(pieces)) {
    const value = variable === undefined ? piece : variableValue(variable, context);
    if (value === undefined) return undefined;
    expanded.push({ text: value, wildcard: piece === "*" || piece === "?" });
  }
  return expanded;
}

function variableValue(variable: string, context: RequestContext): string | undefined {
  if (specialCharacters.includes(variable)) return variable;
  const [, key = "", defaultValue] = variableWithDefault.exec(variable) ?? [];
  const value = context.get(key.toLowerCase());
  if (value !== undefined && typeof value !== "string") {
    throw new Error(`\${${variable}}: a multivalued key cannot be a policy variable`);
  }
  return value ?? defaultValue;
}

/** The text as it stands, in which wildcards are ordinary characters. */
export function literalText(expanded: ExpandedText): string {
  return expanded.map(({ text }) => text).join("");
}

/** Whether a pattern covers a value; `*` covers colons and slashes as any other character. */
export function isLike(value: string, pattern: ExpandedText): boolean {
  const source = pattern.map(({ text, wildcard }) => (wildcard ? anyOf(".", text) : escape(text)));
  return new RegExp(`^${source.join("")}$`, "su").test(value);
}

/** Whether a pattern covers an ARN, field by field: only in the last of the six fields does `*` cover colons. */
export function isArnLike(value: string, pattern: ExpandedText): boolean {
  let colons = 0;
  const source = pattern.map(({ text, wildcard }) => {
    if (wildcard) return anyOf(colons < 5 ? "[^:]" : ".", text);
    colons += text.split(":").length - 1;
    return escape(text);
  });
  return new RegExp(`^${source.join("")}$`, "su").test(value);
}

function anyOf(character: string, wildcard: string): string {
  return wildcard === "*" ? `${character}*` : character;
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
