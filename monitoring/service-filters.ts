import { allOf, anyOf, filterPattern } from "./filter-pattern";
import { serviceCounts, serviceMetric } from "./metrics";
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
export interface Filter {
  /** Unique in the log group. */
  name: string;
  metric: string;
  pattern: string;
}

/** Who reads a service's secrets. Principals are IAM ARNs. */
export interface ServiceReaders {
  service: string;
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
export function secretFilters(secretName: string, readers: ServiceReaders): Filter[] {
  const { service, executionRole, rotationRole, others } = readers;
  const reads = [bySecretsManager, isCall("GetSecretValue"), succeeded, concernsSecret(secretName)];
  const filter = (count: keyof typeof serviceCounts, conditions: string[]): Filter => ({
    name: `${secretName}-${serviceCounts[count]}`,
    metric: serviceMetric(service, serviceCounts[count]),
    pattern: filterPattern(allOf(conditions)),
  });
  return [
    filter("readsByOthers", [...reads, ...calledByOthersThan([executionRole, rotationRole])]),
    filter("readsByExecutionRole", [...reads, calledBy(executionRole)]),
    filter("readsByUndeclared", [...reads, ...calledByOthersThan([executionRole, rotationRole, ...others])]),
    filter("deniedCalls", [
      bySecretsManager,
      denied,
      anyOf([concernsSecret(secretName), listsSecret(secretName)]),
    ]),
  ];
}
