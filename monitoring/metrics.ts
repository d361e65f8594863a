import { type Environment } from "../naming";

/** Where the metrics of an environment are. */
export function metricNamespace(project: string, environment: Environment): string {
  return `${project}/${environment}`;
}

/** Metrics that are counted in the audit trail for each service. */
export const serviceCounts = {
  readsByOthers: "ReadsByOthers",
  readsByExecutionRole: "ReadsByExecutionRole",
  readsByUndeclared: "ReadsByUndeclared",
  deniedCalls: "DeniedCalls",
} as const;
export type ServiceCount = (typeof serviceCounts)[keyof typeof serviceCounts];

/** Metrics that are counted in the audit trail for the environment. */
export const environmentCounts = {
  secretDeletions: "SecretDeletions",
  configurationChanges: "ConfigurationChanges",
  keyRemovals: "KeyRemovals",
  rootCalls: "RootCalls",
  breakGlassCalls: "BreakGlassCalls",
  trailChanges: "TrailChanges",
} as const;
export type EnvironmentCount = (typeof environmentCounts)[keyof typeof environmentCounts];

/**
 * Name of a service's metric. A filter's dimensions can only come from the record, and whoever calls writes the record: a
 * caller could make up a thousand secret ids, and CloudWatch Logs would disable the filter. So the service is in the name.
 */
export function serviceMetric(service: string, count: ServiceCount): string {
  return `${service}/${count}`;
}
