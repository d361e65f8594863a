import { type PolicyResource } from "@pulumi/policy";

import { nist80053 } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { type Fields, notKnown, readProperty, textAt, textOf, valuesAt } from "../known-values";
import { isAlias, parseArn } from "../secret-arn";
import { knownText, oncePerStack, originUrns, resourcesOfType } from "../stack-resources";

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
  settle: ({ doubt }, _origins, { resource, resources }) => {
    const { urns, arns } = topicsOfAlarms(resources);
    return urns.has(resource.urn) || arns.some((arn) => isArnOf(arn, resource))
      ? { fault: doubt }
      : undefined;
  },
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
  return isAlias(key, awsManagedAlias) ? `is ${awsManagedAlias}, which no alarm can use` : undefined;
}

const alarmTypes = ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"];
const actionLists = ["alarmActions", "okActions", "insufficientDataActions"];

/** What alarms report to: URNs of what their actions come from, and the ARNs that are known. */
const topicsOfAlarms = oncePerStack((resources) => {
  const alarms = resourcesOfType(resources, ...alarmTypes);
  const actions = alarms.flatMap(({ props }) =>
    actionLists.flatMap((list) => valuesAt({ [list]: readProperty(props, list) }, list)),
  );
  const arns = actions.map(textOf).filter((arn) => typeof arn === "string");
  return { urns: originUrns(alarms, ...actionLists), arns: [...new Set(arns)] };
});

/** Whether an ARN is a topic's: its own, or, while that is not known, one of its name. */
function isArnOf(arn: string, topic: PolicyResource): boolean {
  const own = knownText(topic, "arn");
  if (own !== undefined) return arn === own;
  const { service, resource } = parseArn(arn) ?? {};
  return service === "sns" && resource === knownText(topic, "name");
}
