import { type StackValidationArgs } from "@pulumi/policy";

import { nist80053 } from "../frameworks";
import { type Context, type Finding, inputPolicy, type InputPolicy } from "../input-policy";
import { valuesAt } from "../known-values";
import {
  dayOf,
  declaredExceptions,
  isExpired,
  isOfResource,
  type PolicyException,
} from "../policy-exceptions";

const millisecondsPerDay = 86_400_000;

/** @param policies those that exceptions can be of; they judge the stack before this one */
export function policyExceptionsAreInForce(policies: readonly InputPolicy[]): InputPolicy {
  const entryFindings = (_stack: unknown, context: Context) =>
    declaredExceptions(context.project).flatMap(({ label, exception }): Finding[] => {
      const fault = exception ? faultOf(exception, policies, context) : isIncomplete;
      return fault === undefined ? [] : [{ fault: `${label} ${fault}` }];
    });
  return {
    ...inputPolicy({
      name: "policy-exceptions-are-in-force",
      description:
        "An exception of a policy says why, for whom and until when, is not expired, and is of a resource that the policy finds fault with.",
      enforcementLevel: "mandatory",
      severity: "high",
      remediationSteps:
        "Remove the exception from policyExceptions in the stack's file, and comply with the policy; or have its owner give it a new date, for a reason that still holds.",
      framework: nist80053("CA-5", "Plan of Action and Milestones"),
      configSchema: {
        properties: {
          longestDays: {
            type: "integer",
            default: 365,
            description: "How many days ahead an exception may expire at most.",
          },
          withoutExceptions: {
            type: "array",
            items: { type: "string" },
            default: [],
            description: "Names of policies that take no exceptions.",
          },
        },
      },
      inspect: { "pulumi:pulumi:Stack": entryFindings },
    }),
    judgesStack: () => true,
    validateStack: ({ resources }, report) => {
      for (const { label, exception } of declaredExceptions(projectOf(resources))) {
        if (exception === undefined || isExpired(exception)) continue;
        const policy = policies.find(({ name }) => name === exception.policy);
        const fault = policy && idleness(exception, policy, resources);
        if (fault !== undefined) report(`${label} ${fault}`);
      }
    },
  };
}

const isIncomplete =
  "is no exception: a list of entries is needed, each with policy, resource (type::name), reason, owner and expires (YYYY-MM-DD)";

/** What is wrong with an exception, whatever there is in the stack. */
function faultOf(
  exception: PolicyException,
  policies: readonly InputPolicy[],
  { config }: Context,
): string | undefined {
  const { policy, resource, owner, expires } = exception;
  if (!policies.some(({ name }) => name === policy))
    return `is of the policy "${policy}", which there is not: name one of docs/policies.md`;
  if (valuesAt(config, "withoutExceptions").includes(policy))
    return `is of ${policy}, which takes no exceptions: comply with it in ${resource}`;
  if (isExpired(exception))
    return `of ${policy} for ${resource} expired on ${expires}: comply with the policy, or have ${owner} renew it`;
  const [days] = valuesAt(config, "longestDays");
  if (typeof days !== "number" || expires <= dayOf(Date.now() + days * millisecondsPerDay)) return undefined;
  return `of ${policy} for ${resource} expires on ${expires}: choose a day within ${days} days`;
}

/** Why an exception that could be in force excepts nothing, or nothing certain. */
function idleness(
  exception: PolicyException,
  { name, finds }: InputPolicy,
  resources: StackValidationArgs["resources"],
): string | undefined {
  const { resource } = exception;
  const urns = resources.map(({ urn }) => urn).filter((urn) => isOfResource(exception, urn));
  if (urns.length === 0) return `is of ${resource}, which is not in the stack: correct or remove it`;
  if (urns.length > 1)
    return `is of ${resource}, which are ${urns.length} resources: put the types of the parents before it, as in the URN`;
  return urns.some(finds) ? undefined : `is idle: ${name} finds no fault with ${resource}: remove it`;
}

/** The project's name is part of every URN; the stack itself is a resource of every stack. */
function projectOf([resource]: StackValidationArgs["resources"]): string {
  return resource?.urn.split("::")[1] ?? "";
}
