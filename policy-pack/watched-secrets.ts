import { type PolicyResource } from "@pulumi/policy";

import { type MetricFilter, metricFilters } from "./counted-metrics";
import { notKnown } from "./known-values";
import { isCompleteSecret } from "./secret-arn";
import { byKeys, oncePerStack, originsOf } from "./stack-resources";

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

/** Sorted by what they say of the secret, so that each of many secrets finds its own at once. */
const readFilters = oncePerStack((resources) => {
  const filters = metricFilters(resources);
  const counting = filters.flatMap((filter) => {
    const { pattern } = filter;
    if (typeof pattern !== "string" || !countsReads(pattern)) return [];
    const ids = secretIdsIn(pattern);
    const patterns = ids.filter((id) => id.includes("*"));
    return [{ ...filter, patterns, names: ids.filter((id) => !id.includes("*")) }];
  });
  return {
    // The name beside patterns of its ARN says it all, so that those need not be tried for every other secret.
    general: counting.filter(
      ({ patterns, names }) => !names.some((name) => patterns.every((it) => it.includes(name))),
    ),
    byName: byKeys(counting, ({ names }) => names),
    byOrigin: byKeys(
      filters.filter(({ pattern }) => pattern === notKnown),
      ({ resource }) => originsOf(resource, "pattern").map(({ urn }) => urn),
    ),
  };
});

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
  return [...found].map(([, quoted, bare = ""]) => withoutPlace(quoted ?? bare));
}

/**
 * An id without partition, Region and account, which are those of the trail: a whole ARN is the secret's name, a pattern
 * of ARNs one of the names in them, and one that ends before them is on every secret.
 */
function withoutPlace(id: string): string {
  if (/^arn:[^:]*:secretsmanager:(?!.*:secret:.).*\*$/.test(id)) return "*";
  const [, resource] = /:(secret:.+)$/.exec(id) ?? [];
  if (resource === undefined) return id;
  if (isCompleteSecret(resource)) return resource.slice("secret:".length, -"-AbCdEf".length);
  return resource.includes("*") ? `*:${resource}` : resource.slice("secret:".length);
}

/** CloudTrail records what the caller wrote: the name, the ARN, or the ARN without its last six characters. */
function fits(pattern: string, name = ""): boolean {
  const arn = `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}`;
  const expression = pattern.replace(/[\\^$.+()[\]{}|?]/g, "\\$&").replaceAll("*", ".*");
  return [name, arn, `${arn}-AbCdEf`].some((id) => new RegExp(`^${expression}$`).test(id));
}
