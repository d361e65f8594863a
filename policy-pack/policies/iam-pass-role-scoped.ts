import { nist80053 } from "../frameworks";
import { allowsAction, type AllowStatement, inspectAllowStatements } from "../iam-statements";
import { type Finding, inputPolicy } from "../input-policy";
import { notKnown, textOf } from "../known-values";
import { parseArn } from "../secret-arn";

const wayOut = "name the ARN of each role, or a path or a beginning of names that only such roles have";

export const iamPassRoleScoped = inputPolicy({
  name: "iam-pass-role-scoped",
  description:
    "An identity policy allows iam:PassRole for named roles only: whoever passes a role to a task or function can do all that the role may.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "In Resource, name the roles' arn outputs. The condition iam:PassedToService says which service gets the role, not which role it gets, and a role's tags do not count for iam:PassRole.",
  framework: nist80053("AC-6(1)", "Least Privilege: Authorize Access to Security Functions"),
  inspect: inspectAllowStatements(findingsOf),
  settle: (doubt, origins) => {
    const fromRole = origins.some(
      ({ type }) => type === "aws:iam/role:Role" || type === "secret-backed-services:components:ServiceRole",
    );
    return fromRole && !doubt.wholeDocument && doubt.doubt.endsWith(", resources") ? undefined : doubt;
  },
});

function findingsOf(statement: AllowStatement): Finding[] {
  const { label, property, resources, notResources } = statement;
  const allowed = allowsAction(statement, "iam:PassRole");
  if (allowed === false) return [];
  if (allowed === notKnown) return [{ doubt: `${label}, actions`, property }];
  if (notResources.length > 0)
    return [{ fault: `${label} allows iam:PassRole on all but its NotResource: ${wayOut}` }];
  return resources.flatMap((resource): Finding[] => {
    const text = textOf(resource);
    if (text === notKnown) return [{ doubt: `${label}, resources`, property }];
    if (text === undefined || !reachesAnyRole(text)) return [];
    return [{ fault: `${label} allows iam:PassRole on "${text}": ${wayOut}` }];
  });
}

/** Whether a pattern matches roles whatever their name; the ARN of another service matches none. */
function reachesAnyRole(pattern: string): boolean {
  const arn = parseArn(pattern);
  if (!arn) return true;
  if (!/[*?]/.test(arn.service) && arn.service !== "iam") return false;
  return !/^\d{12}$/.test(arn.account) || !/^role\/[^*?$]/.test(arn.resource);
}
