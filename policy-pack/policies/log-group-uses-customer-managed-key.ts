import { type PolicyResource } from "@pulumi/policy";

import { nist80053 } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { type Fields, textAt, valuesAt } from "../known-values";
import { knownText, oncePerStack, originUrns, resourcesOfType } from "../stack-resources";

const wayOut = "set its kmsKeyId to a key's ARN";

export const logGroupUsesCustomerManagedKey = inputPolicy({
  name: "log-group-uses-customer-managed-key",
  description:
    "The log group that a trail is delivered to is encrypted with a customer-managed KMS key: it says who reads which secret. So is every log group, where the settings say so.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps:
    "Set the log group's kmsKeyId to the ARN of a key whose policy lets the region's logs service use it for the log group.",
  framework: nist80053("AU-9(3)", "Protection of Audit Information: Cryptographic Protection"),
  configSchema: {
    properties: {
      everyLogGroup: {
        type: "boolean",
        default: false,
        description: "Whether it holds for log groups that no trail is delivered to, too.",
      },
    },
  },
  inspect: { "aws:cloudwatch/logGroup:LogGroup": (group, { config }) => findingsOf(group, config) },
  settle: ({ doubt }, _origins, { resource, resources }) =>
    isOfTrail(resource, resources) ? { fault: `${doubt} of a trail: ${wayOut}` } : undefined,
});

function findingsOf(group: Fields, config: Fields) {
  // A key that is not known yet is one that the stack makes: that one is there is enough.
  if ((textAt(group, "kmsKeyId") ?? "") !== "") return [];
  const [every] = valuesAt(config, "everyLogGroup");
  const missing = "no customer-managed key encrypts this log group";
  if (every === true) return [{ fault: `${missing}: ${wayOut}` }];
  return [{ doubt: missing, property: "kmsKeyId", negligible: true }];
}

function isOfTrail(group: PolicyResource, resources: readonly PolicyResource[]): boolean {
  const { urns, arns } = trailLogGroups(resources);
  const name = knownText(group, "name");
  return urns.has(group.urn) || arns.some((arn) => arn.endsWith(`:log-group:${name ?? "?"}:*`));
}

const trailLogGroups = oncePerStack((resources) => {
  const property = "cloudWatchLogsGroupArn";
  const trails = resourcesOfType(resources, "aws:cloudtrail/trail:Trail");
  return {
    urns: originUrns(trails, property),
    arns: trails.flatMap((trail) => knownText(trail, property) ?? []),
  };
});
