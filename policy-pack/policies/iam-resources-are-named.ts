import { nist80053 } from "../frameworks";
import { isLimited, toSomeResources } from "../iam-conditions";
import {
  allowsEveryAction,
  type AllowStatement,
  inspectAllowStatements,
  isForEveryResource,
} from "../iam-statements";
import { type Finding, inputPolicy } from "../input-policy";
import { notKnown, textOf } from "../known-values";
import { resourceActions } from "../resource-actions";

export const iamResourcesAreNamed = inputPolicy({
  name: "iam-resources-are-named",
  description:
    'An identity policy allows actions on every resource ("*") only where AWS knows no resource that they could be allowed on.',
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps:
    'In Resource, name the ARNs that the code works with, or a beginning of names that only they have; a condition on aws:ResourceTag does too. Keep actions without resources, such as ecr:GetAuthorizationToken, in a statement of their own with "*".',
  framework: nist80053("AC-6", "Least Privilege"),
  inspect: inspectAllowStatements(findingsOf),
});

function findingsOf(statement: AllowStatement): Finding[] {
  const { label, property, actions, conditions } = statement;
  // A resource that is not known yet is that of an ARN, and not all.
  if (isForEveryResource(statement) !== true) return [];
  const limited = isLimited(conditions, toSomeResources);
  if (limited === true) return [];
  if (limited === false && allowsEveryAction(statement) === true)
    return [{ fault: `${label} allows every action on every resource: name the resources needed` }];
  const texts = actions.map(textOf);
  const named = [
    ...new Set(texts.flatMap((text) => (typeof text === "string" ? resourceActions(text) : []))),
  ];
  if (named.length === 0) return texts.includes(notKnown) ? [{ doubt: `${label}, actions`, property }] : [];
  if (limited === notKnown) return [{ doubt: `${label}, conditions`, property }];
  return [{ fault: `${label} allows ${some(named)} on every resource: name those needed` }];
}

/** The first actions of a list that may be of thousands. */
function some(actions: readonly string[]): string {
  const rest = actions.length - 3;
  return rest > 0 ? `${actions.slice(0, 3).join(", ")} and ${rest} more` : actions.join(", ");
}
