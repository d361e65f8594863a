import { nist80053 } from "../frameworks";
import {
  allowsEveryAction,
  type AllowStatement,
  inspectAllowStatements,
  isForEveryResource,
} from "../iam-statements";
import { type Finding, inputPolicy } from "../input-policy";
import { notKnown } from "../known-values";

export const iamPolicyIsNotAdministrator = inputPolicy({
  name: "iam-policy-is-not-administrator",
  description: "No identity policy allows every action on every resource, under whatever condition.",
  enforcementLevel: "mandatory",
  severity: "critical",
  remediationSteps:
    "List the actions that the code calls and the resources that it calls them on. A condition, such as one on multi-factor authentication, does not make an administrator less of one.",
  framework: nist80053("AC-6", "Least Privilege"),
  inspect: inspectAllowStatements(findingsOf),
});

function findingsOf(statement: AllowStatement): Finding[] {
  const { label, property } = statement;
  const everyAction = allowsEveryAction(statement);
  const everyResource = isForEveryResource(statement);
  if (everyAction === false || everyResource === false) return [];
  if (everyAction === true && everyResource === true)
    return [
      { fault: `${label} allows every action on every resource: list the actions and the resources needed` },
    ];
  const unknown = [
    ...(everyAction === notKnown ? ["actions"] : []),
    ...(everyResource === notKnown ? ["resources"] : []),
  ];
  return unknown.map((part) => ({ doubt: `${label}, ${part}`, property }));
}
