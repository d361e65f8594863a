import { alarmsByMetric } from "../counted-metrics";
import { nist80053 } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { valuesAt } from "../known-values";
import { knownText } from "../stack-resources";
import { filtersOnReadsOf, hasUnknownFilter, watchesSecrets } from "../watched-secrets";

const secretType = "aws:secretsmanager/secret:Secret";
const component = "secret-backed-services:components:ServiceSecret";

export const secretAccessIsWatched = inputPolicy({
  name: "secret-access-is-watched",
  description:
    "Reads of a secret are counted by a metric filter on the audit trail's records, and an alarm is on the count. This holds for each secret of this project, and for others in a stack that watches some or whose settings say so; else another stack may watch them.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Make an aws.cloudwatch.LogMetricFilter on the trail's log group for GetSecretValue of the secret, and a MetricAlarm on its metric.",
  framework: nist80053("SI-4(20)", "System Monitoring: Privileged Users"),
  configSchema: {
    properties: {
      everySecret: {
        type: "boolean",
        default: false,
        description: "Whether it holds for every secret of a stack, whatever the stack watches.",
      },
    },
  },
  inspect: {
    [secretType]: (_secret, { config }) => {
      const [every] = valuesAt(config, "everySecret");
      return [{ doubt: "metric filters", property: "name", negligible: every !== true }];
    },
  },
  settle: ({ doubt, property, negligible }, _origins, { resource, resources }) => {
    const mustBeWatched = !negligible || resource.parent?.type === component || watchesSecrets(resources);
    if (!mustBeWatched) return undefined;
    const name = knownText(resource, "name");
    const filters = filtersOnReadsOf(name, resource.urn, resources);
    if (filters.some(({ metric }) => (alarmsByMetric(resources).get(metric) ?? []).length > 0))
      return undefined;
    if (hasUnknownFilter(resources)) return { doubt, property };
    return { fault: faultOf(filters.length > 0) };
  },
});

function faultOf(isCounted: boolean): string {
  if (isCounted)
    return "its reads are counted, and no alarm is on the count: make a MetricAlarm on the filter's metric";
  return "no metric filter of the stack counts its reads (GetSecretValue): make one, and an alarm on its metric";
}
