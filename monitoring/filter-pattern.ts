/**
 * Builds filter patterns for JSON log events.
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html)
 *
 * Two things in the grammar are not documented, and nothing here depends on them: what `!=` says of a field that is
 * missing, and what `*` matches in the middle of a text.
 */

/** Most characters of a filter pattern. */
const maxPatternLength = 1024;

/** Most metric filters of a log group. */
const maxFilters = 100;

/** `value` may begin and end with `*`, which stands for any text. */
export function equals(selector: string, value: string): string {
  return `${selector} = ${quoted(value)}`;
}

export function differs(selector: string, value: string): string {
  return `${selector} != ${quoted(value)}`;
}

export function isMissing(selector: string): string {
  return `${selector} NOT EXISTS`;
}

export function anyOf(conditions: readonly string[]): string {
  return joined(conditions, " || ");
}

export function allOf(conditions: readonly string[]): string {
  return joined(conditions, " && ");
}

/** The whole pattern of one condition. */
export function filterPattern(condition: string): string {
  return `{ ${condition} }`;
}

/** The same pattern for records within events of EventBridge, which have them as their `detail`. */
export function inEvent(pattern: string): string {
  return pattern.replaceAll("$.", "$.detail.");
}

/** Says that a pattern is longer than CloudWatch Logs takes, or nothing when it fits. */
export function patternProblem(pattern: string): string | undefined {
  if (pattern.length <= maxPatternLength) return undefined;
  return `would have ${pattern.length} characters, and CloudWatch Logs takes at most ${maxPatternLength}`;
}

/** Says that a log group would have more metric filters than CloudWatch Logs takes, or nothing when they fit. */
export function filterCountProblem(count: number): string | undefined {
  if (count <= maxFilters) return undefined;
  return `would have ${count} metric filters, and CloudWatch Logs takes at most ${maxFilters}`;
}

function joined(conditions: readonly string[], operator: string): string {
  const [first = "", ...others] = conditions;
  return others.length === 0 ? first : `(${conditions.join(operator)})`;
}

function quoted(value: string): string {
  if (/["\\]/.test(value) || value.slice(1, -1).includes("*")) {
    throw new RangeError(
      `"${value}" cannot stand in a filter pattern: it holds a quote, a backslash or an inner *`,
    );
  }
  return `"${value}"`;
}
