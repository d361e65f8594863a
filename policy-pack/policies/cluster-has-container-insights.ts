import { awsFoundationalSecurity } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { judgeText } from "../judge-text";
import { type Fields, notKnown, textAt, valuesAt } from "../known-values";

const wayOut = "set it to enabled or enhanced";

export const clusterHasContainerInsights = inputPolicy({
  name: "cluster-has-container-insights",
  description:
    "A cluster reports its tasks to CloudWatch Container Insights, which alarms on failing deployments and tasks are made from. So does an existing one that the stack's services run in.",
  enforcementLevel: "mandatory",
  severity: "low",
  remediationSteps:
    'Add { name: "containerInsights", value: "enabled" } to the cluster\'s settings, or enhanced for metrics of each task. The account\'s default does not count: anyone may change it. An existing cluster: aws ecs update-cluster-settings.',
  framework: awsFoundationalSecurity("ECS.12", "ECS clusters should use Container Insights"),
  inspect: {
    "aws:ecs/cluster:Cluster": findingsOf,
    // Its settings as AWS gives them at preview; offline nobody knows.
    "secret-backed-services:components:ExistingCluster": findingsOf,
  },
});

function findingsOf(cluster: Fields): Finding[] {
  const property = "settings";
  const place = { place: `${property}, containerInsights`, property };
  const settings = valuesAt(cluster, property);
  const named = settings.filter((setting) => textAt(setting, "name") === "containerInsights");
  if (named.length === 0 && settings.some((setting) => textAt(setting, "name") === notKnown))
    return [{ doubt: place.place, property }];
  return (named.length === 0 ? [null] : named).flatMap((setting) =>
    judgeText(setting, "value", place, (value) => {
      if (value === "enabled" || value === "enhanced") return undefined;
      return `is ${value ?? "missing"}: ${wayOut}`;
    }),
  );
}
