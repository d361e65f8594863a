import { nist80053 } from "../frameworks";
import { isLimited, toKnownSources } from "../iam-conditions";
import { type AllowStatement, inspectAllowStatements, type Principal } from "../iam-statements";
import { type Context, type Finding, inputPolicy } from "../input-policy";
import { notKnown, valuesAt } from "../known-values";
import { trustPolicies } from "../policy-documents";

/** Services whose documentation has these conditions in trust policies. */
const documented = [
  ...["bedrock", "cloudtrail", "codebuild", "config", "delivery.logs", "ecs-tasks", "events", "firehose"],
  ...["logs", "monitoring.rds", "pipes", "scheduler", "ssm", "states", "vpc-flow-logs"],
];

export const serviceTrustNamesItsSource = inputPolicy({
  name: "service-trust-names-its-source",
  description:
    "An AWS service may assume a role for a known account or resource only, so that no other customer of the service can make it use the role.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "In the role's assumeRolePolicy, under Condition, set aws:SourceAccount (StringEquals) to the account, or aws:SourceArn (ArnLike) to the resources that the service acts for.",
  framework: nist80053("AC-4", "Information Flow Enforcement"),
  configSchema: {
    properties: {
      services: {
        type: "array",
        items: { type: "string" },
        default: documented,
        description:
          "Services, by their principal's name without .amazonaws.com, that say for whom they act. A role whose service does not, such as ec2, would become of no use by the condition.",
      },
    },
  },
  inspect: inspectAllowStatements(findingsOf, { of: [trustPolicies] }),
});

function findingsOf(statement: AllowStatement, { config }: Context): Finding[] {
  const { label, property, principals, conditions } = statement;
  const services = valuesAt(config, "services");
  const trusted = principals.flatMap(serviceOf).find((service) => services.includes(shortName(service)));
  if (trusted === undefined) return [];
  const limited = isLimited(conditions, toKnownSources);
  if (limited === true) return [];
  if (limited === notKnown) return [{ doubt: `${property}, ${label}, conditions`, property }];
  return [
    {
      fault: `${property}, ${label} trusts ${trusted} for whomever it acts: set the condition aws:SourceAccount or aws:SourceArn`,
    },
  ];
}

function serviceOf({ type, value }: Principal): string[] {
  return type === "Service" && typeof value === "string" ? [value] : [];
}

/** A regional principal, such as `logs.eu-west-1.amazonaws.com`, is one of its service. */
function shortName(service: string): string {
  return service.replace(/(?:\.[a-z]{2}(?:-[a-z]+)+-\d)?\.amazonaws\.com(?:\.cn)?$/, "");
}
