import { anyStep, type Condition, type Literal, parsePattern, type Step } from "./pattern-parser";

/** What the documentation leaves open. A pattern is sound when it gives the same whichever way they are decided. */
export interface Undocumented {
  /** What `!=` says of a field that is missing. @default false */
  missingDiffers?: boolean;
}

/** Whether a filter pattern matches a JSON log event. */
export function matches(pattern: string, event: object, undocumented: Undocumented = {}): boolean {
  return holds(parsePattern(pattern), event, undocumented);
}

function holds(condition: Condition, event: unknown, undocumented: Undocumented): boolean {
  switch (condition.kind) {
    case "all":
      return condition.conditions.every((each) => holds(each, event, undocumented));
    case "any":
      return condition.conditions.some((each) => holds(each, event, undocumented));
    case "is": {
      const found = valuesAt(event, condition.selector);
      if (condition.what === "MISSING") return found.length === 0;
      const wanted = { NULL: null, TRUE: true, FALSE: false }[condition.what];
      return found.some((value) => value === wanted);
    }
    case "compare": {
      const found = valuesAt(event, condition.selector);
      if (found.length === 0) return condition.operator === "!=" && undocumented.missingDiffers === true;
      return found.some((value) => compares(value, condition.operator, condition.value));
    }
  }
}

/** The values that a selector points to: none, or several where it has a wildcard. */
function valuesAt(value: unknown, [step, ...others]: readonly Step[]): unknown[] {
  if (step === undefined) return [value];
  if (typeof value !== "object" || value === null) return [];
  if (step === anyStep) return Object.values(value).flatMap((inner) => valuesAt(inner, others));
  if (typeof step === "number" && !Array.isArray(value)) return [];
  return Object.hasOwn(value, step) ? valuesAt(Reflect.get(value, step), others) : [];
}

/** Neither holds for an object or an array: the event then does not have the pattern's form. */
function compares(value: unknown, operator: string, literal: Literal): boolean {
  if (literal.kind === "number")
    return typeof value === "number" && comparesNumber(value, operator, literal.number);
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return false;
  const same =
    literal.kind === "regex" ? literal.regex.test(String(value)) : like(String(value), literal.text);
  return operator === "=" ? same : !same;
}

function comparesNumber(value: number, operator: string, other: number): boolean {
  switch (operator) {
    case "=":
      return value === other;
    case "!=":
      return value !== other;
    case "<":
      return value < other;
    case ">":
      return value > other;
    case "<=":
      return value <= other;
    default:
      return value >= other;
  }
}

/** `*` stands for any text at the beginning and the end; elsewhere it stands for itself. */
function like(text: string, pattern: string): boolean {
  if (pattern === "*") return true;
  const inner = pattern.replace(/^\*/, "").replace(/\*$/, "");
  if (pattern.startsWith("*") && pattern.endsWith("*")) return text.includes(inner);
  if (pattern.startsWith("*")) return text.endsWith(inner);
  return pattern.endsWith("*") ? text.startsWith(inner) : text === inner;
}
