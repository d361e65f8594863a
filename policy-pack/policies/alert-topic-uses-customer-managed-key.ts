import { type PolicyResource } from "@pulumi/policy";

import { nist80053 } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { type Fields, notKnown, textAt, valuesAt } from "../known-values";
import { parseArn } from "../secret-arn";
import { oncePerStack, originsOf, resourcesOfType } from "../stack-resources";

const property = "kmsMasterKeyId";
const awsManagedAlias = "alias/aws/sns";
const wayOut = "set it to the ARN of a key whose policy lets cloudwatch.amazonaws.com use it";

export const alertTopicUsesCustomerManagedKey = inputPolicy({
  name: "alert-topic-uses-customer-managed-key",
  description:
    "A topic that alarms of the stack report to is encrypted with a customer-managed KMS key. With the account's AWS-managed key, no alarm can publish there. So is every topic, where the settings say so.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Set the topic's kmsMasterKeyId to the ARN of a key whose policy lets cloudwatch.amazonaws.com and events.amazonaws.com decrypt and generate data keys.",
  framework: nist80053("SC-28(1)", "Protection of Information at Rest: Cryptographic Protection"),
  configSchema: {
    properties: {
      everyTopic: {
        type: "boolean",
        default: false,
        description: "Whether it holds for topics that no alarm reports to, too.",
      },
    },
  },
  inspect: { "aws:sns/topic:Topic": (topic, { config }) => findingsOf(topic, config) },
  settle: ({ doubt }, _origins, { resource, resources }) =>
    topicsOfAlarms(resources).has(resource.urn) ? { fault: doubt } : undefined,
});

function findingsOf(topic: Fields, config: Fields) {
  const problem = problemOf(textAt(topic, property));
  if (problem === undefined) return [];
  const [every] = valuesAt(config, "everyTopic");
  const fault = `${property} ${problem}: ${wayOut}`;
  return every === true ? [{ fault }] : [{ doubt: fault, property, negligible: true }];
}

/** A key that is not known yet is one that the stack makes: that one is there is enough. */
function problemOf(key: string | typeof notKnown | undefined): string | undefined {
  if (key === notKnown) return undefined;
  if (key === undefined || key === "") return "is missing";
  const isManaged = key === awsManagedAlias || parseArn(key)?.resource === awsManagedAlias;
  return isManaged ? `is ${awsManagedAlias}, which no alarm can use` : undefined;
}

/** URNs of whatever the actions of alarms come from. */
const topicsOfAlarms = oncePerStack((resources): ReadonlySet<string> => {
  const alarms: readonly PolicyResource[] = resourcesOfType(
    resources,
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  );
  const topics = alarms.flatMap((alarm) =>
    ["alarmActions", "okActions", "insufficientDataActions"].flatMap((actions) => originsOf(alarm, actions)),
  );
  return new Set(topics.map(({ urn }) => urn));
});
