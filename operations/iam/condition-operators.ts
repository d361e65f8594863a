import { BlockList, isIPv4, isIPv6 } from "node:net";

import { type ExpandedText, isArnLike, isLike, literalText, variableProblem } from "./policy-text";

/** How one value of a request compares with one value of a policy. */
export interface ConditionOperator {
  /** Whether the condition holds where the comparison does not. */
  negated: boolean;
  /** What is wrong with a value in a policy, if anything. */
  problem: (value: string) => string | undefined;
  /** @throws when the request's value is of another type */
  compare: (actual: string, expected: ExpandedText) => boolean;
}

/**
 * The operators of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html,
 * but for `Null`, which tests a key and not its value, and `BinaryEquals`.
 */
export const conditionOperators: ReadonlyMap<string, ConditionOperator> = new Map([
  ...withNegation(
    "StringEquals",
    "StringNotEquals",
    strings((a, b) => a === literalText(b)),
  ),
  ...withNegation("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", strings(equalsIgnoringCase)),
  ...withNegation("StringLike", "StringNotLike", strings(isLike)),
  ...withNegation("ArnEquals", "ArnNotEquals", arns()),
  ...withNegation("ArnLike", "ArnNotLike", arns()),
  ...withNegation(
    "NumericEquals",
    "NumericNotEquals",
    parsed(toNumber, (a, b) => a === b),
  ),
  ["NumericLessThan", parsed(toNumber, (a, b) => a < b)],
  ["NumericLessThanEquals", parsed(toNumber, (a, b) => a <= b)],
  ["NumericGreaterThan", parsed(toNumber, (a, b) => a > b)],
  ["NumericGreaterThanEquals", parsed(toNumber, (a, b) => a >= b)],
  ...withNegation(
    "DateEquals",
    "DateNotEquals",
    parsed(toSeconds, (a, b) => a === b),
  ),
  ["DateLessThan", parsed(toSeconds, (a, b) => a < b)],
  ["DateLessThanEquals", parsed(toSeconds, (a, b) => a <= b)],
  ["DateGreaterThan", parsed(toSeconds, (a, b) => a > b)],
  ["DateGreaterThanEquals", parsed(toSeconds, (a, b) => a >= b)],
  ["Bool", parsed(toBoolean, (a, b) => a === b)],
  ...withNegation("IpAddress", "NotIpAddress", ipAddresses()),
]);

function withNegation(
  name: string,
  negation: string,
  operator: ConditionOperator,
): [string, ConditionOperator][] {
  return [
    [name, operator],
    [negation, { ...operator, negated: true }],
  ];
}

function strings(compare: ConditionOperator["compare"]): ConditionOperator {
  return { negated: false, problem: variableProblem, compare };
}

function equalsIgnoringCase(actual: string, expected: ExpandedText): boolean {
  return actual.toLowerCase() === literalText(expected).toLowerCase();
}

function arns(): ConditionOperator {
  const problem = (value: string) =>
    /^arn:(?:[^:$]*:){4}./.test(value) ? variableProblem(value) : `"${value}" is not an ARN of six fields`;
  return { negated: false, problem, compare: isArnLike };
}

/** Values without variables or wildcards: both sides are read alike. */
function parsed<T>(
  parse: (text: string) => T | undefined,
  compare: (a: T, b: T) => boolean,
): ConditionOperator {
  const read = (text: string): T => {
    const value = parse(text);
    if (value === undefined) throw new Error(`"${text}" is of the wrong type`);
    return value;
  };
  return {
    negated: false,
    problem: (value) => (parse(value) === undefined ? `"${value}" is of the wrong type` : undefined),
    compare: (actual, expected) => compare(read(actual), read(literalText(expected))),
  };
}

function toNumber(text: string): number | undefined {
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function toBoolean(text: string): boolean | undefined {
  return text === "true" ? true : text === "false" ? false : undefined;
}

/** Seconds since 1970, given as such or as an ISO 8601 date, which is in UTC where it names no zone. */
function toSeconds(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  if (!/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/.test(text)) return undefined;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}

/** An address without a prefix length is that address alone. */
function ipAddresses(): ConditionOperator {
  const ranges = parsed(toRange, (a, b) => b.range.check(a.address, a.family));
  const compare: ConditionOperator["compare"] = (actual, expected) => {
    if (actual.includes("/")) throw new Error(`"${actual}" is of the wrong type`);
    return ranges.compare(actual, expected);
  };
  return { ...ranges, compare };
}

function toRange(text: string): { address: string; family: "ipv4" | "ipv6"; range: BlockList } | undefined {
  const [address = "", prefix, ...rest] = text.split("/");
  const family = isIPv4(address) ? "ipv4" : isIPv6(address) ? "ipv6" : undefined;
  const longest = family === "ipv4" ? 32 : 128;
  const length = prefix === undefined ? longest : toNumber(prefix);
  if (!family || rest.length > 0 || length === undefined || length < 0 || length > longest) return undefined;
  const range = new BlockList();
  range.addSubnet(address, length, family);
  return { address, family, range };
}
