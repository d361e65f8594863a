import { nist80053 } from "../frameworks";
import { type AllowStatement, inspectAllowStatements } from "../iam-statements";
import { type Finding, inputPolicy } from "../input-policy";
import { identityPolicies, keyPolicies, secretPolicies, trustPolicies } from "../policy-documents";

export const noAllowWithExclusion = inputPolicy({
  name: "no-allow-with-exclusion",
  description:
    "No policy allows all but something: what a NotAction, NotResource or NotPrincipal leaves grows with every action, resource and principal that is added.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Name what is allowed in Action, Resource and Principal; write what must never be in a statement of its own, with the effect Deny.",
  framework: nist80053("AC-6", "Least Privilege"),
  inspect: inspectAllowStatements(findingsOf, {
    of: [identityPolicies, trustPolicies, keyPolicies, secretPolicies],
  }),
});

function findingsOf({ label, notActions, notResources, notPrincipals }: AllowStatement): Finding[] {
  const exclusions = { Action: notActions, Resource: notResources, Principal: notPrincipals };
  return Object.entries(exclusions)
    .filter(([, excluded]) => excluded.length > 0)
    .map(([element]) => ({
      fault: `${label} allows all but its Not${element}: name what is allowed in ${element}`,
    }));
}
