import { type PolicyResource } from "@pulumi/policy";

import { type MetricFilter, metricFilters } from "./counted-metrics";
import { notKnown } from "./known-values";
import { oncePerStack, originsOf } from "./stack-resources";

type Resources = readonly PolicyResource[];

/** The metric filters of a stack that count reads of a secret. */
export function filtersOnReadsOf(
  name: string | undefined,
  urn: string,
  resources: Resources,
): MetricFilter[] {
  const { general, byName, byOrigin } = readFilters(resources);
  return [
    ...(name === undefined ? [] : (byName.get(name) ?? [])),
    ...(byOrigin.get(urn) ?? []),
    ...general.filter(({ patterns }) => patterns.length === 0 || patterns.some((it) => fits(it, name))),
  ];
}

/** Whether the stack has a metric filter on calls of Secrets Manager at all. */
export function watchesSecrets(resources: Resources): boolean {
  return metricFilters(resources).some(
    ({ pattern }) => typeof pattern === "string" && pattern.includes("secretsmanager.amazonaws.com"),
  );
}

/** Whether a pattern is not known that might count reads of a secret. */
export function hasUnknownFilter(resources: Resources): boolean {
  return metricFilters(resources).some(({ pattern }) => pattern === notKnown);
}

interface GeneralFilter extends MetricFilter {
  /** What the secret's id must be, with `*` at its ends; none for any. */
  patterns: string[];
}

/** Sorted by what they say of the secret, so that each of many secrets finds its own at once. */
const readFilters = oncePerStack((resources) => {
  const general: GeneralFilter[] = [];
  const byName = new Map<string, MetricFilter[]>();
  const byOrigin = new Map<string, MetricFilter[]>();
  for (const filter of metricFilters(resources)) {
    const { pattern, resource } = filter;
    if (pattern === notKnown)
      for (const { urn } of originsOf(resource, "pattern")) add(byOrigin, urn, filter);
    if (typeof pattern !== "string" || !countsReads(pattern)) continue;
    const ids = secretIdsIn(pattern);
    for (const name of ids.filter((id) => !id.includes("*"))) add(byName, name, filter);
    const patterns = ids.filter((id) => id.includes("*"));
    // The name beside patterns of its ARN says it all, so that those need not be tried for every other secret.
    const isOfOneName = ids.some((id) => patterns.every((it) => it.includes(id)) && !id.includes("*"));
    if (!isOfOneName) general.push({ ...filter, patterns });
  }
  return { general, byName, byOrigin };
});

function add(map: Map<string, MetricFilter[]>, key: string, filter: MetricFilter): void {
  const filters = map.get(key);
  if (filters) filters.push(filter);
  else map.set(key, [filter]);
}

/** Calls that were denied are no reads. */
function countsReads(pattern: string): boolean {
  return /\bGetSecretValue\b|"(?:Get|GetSecret)\*"/.test(pattern) && !/errorCode\s*=\s*"/.test(pattern);
}

/**
 * The ids are in the record, or, where EventBridge has put the record into a log group, in the event's `detail`.
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html)
 */
function secretIdsIn(pattern: string): string[] {
  const found = pattern.matchAll(
    /\$\.(?:detail\.)?requestParameters\.secretId\s*=\s*(?:"([^"]*)"|([^\s)}|&]+))/g,
  );
  return [...found].map(([, quoted, bare = ""]) => quoted ?? bare);
}

/** CloudTrail records what the caller wrote: the name, the ARN, or the ARN without its last six characters. */
function fits(pattern: string, name = ""): boolean {
  const arn = `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}`;
  const expression = pattern.replace(/[\\^$.+()[\]{}|?]/g, "\\$&").replaceAll("*", ".*");
  return [name, arn, `${arn}-AbCdEf`].some((id) => new RegExp(`^${expression}$`).test(id));
}
