import { allOf, anyOf, filterPattern } from "./filter-pattern";
import { type ServiceCount, serviceCounts, serviceMetric } from "./metrics";
import {
  bySecretsManager,
  calledBy,
  calledByOthersThan,
  concernsSecret,
  denied,
  isCall,
  listsSecret,
  succeeded,
} from "./trail-fields";

/** A metric filter: each record that matches adds one to the metric. */
export interface Filter<Facts> {
  /** Unique in the log group. */
  name: string;
  metric: string;
  /** The pattern, once it is known what it depends on. */
  pattern: (facts: Facts) => string;
}

/** Who reads a service's secrets, as IAM ARNs. */
export interface SecretReaders {
  /** With a wildcard at its end where the service has such a role in other Regions too: reads of replicas are counted with all others. */
  executionRole: string;
  rotationRole: string;
  /** Everyone else whose reads are declared, with `*` and `?` as wildcards. */
  others: string[];
}

/** How many filters {@link secretFilters} gives. */
export const filtersOfSecret = 4;

/**
 * The filters that count the calls for one secret of a service. BatchGetSecretValue needs none of its own where it succeeds:
 * CloudTrail records a GetSecretValue for each secret that it reads.
 * (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html)
 */
export function secretFilters(secretName: string, service: string): Filter<SecretReaders>[] {
  const filter = (count: ServiceCount, conditions: (readers: SecretReaders) => string[]) => ({
    name: `${secretName}-${count}`,
    metric: serviceMetric(service, count),
    pattern: (readers: SecretReaders) => filterPattern(allOf(conditions(readers))),
  });
  const reads = [bySecretsManager, isCall("GetSecretValue"), succeeded, concernsSecret(secretName)];
  return [
    filter(serviceCounts.readsByOthers, ({ executionRole, rotationRole }) => [
      ...reads,
      ...calledByOthersThan([executionRole, rotationRole]),
    ]),
    filter(serviceCounts.readsByExecutionRole, ({ executionRole }) => [...reads, calledBy(executionRole)]),
    filter(serviceCounts.readsByUndeclared, ({ executionRole, rotationRole, others }) => [
      ...reads,
      ...calledByOthersThan([executionRole, rotationRole, ...others]),
    ]),
    filter(serviceCounts.deniedCalls, () => [
      bySecretsManager,
      denied,
      anyOf([concernsSecret(secretName), listsSecret(secretName)]),
    ]),
  ];
}
