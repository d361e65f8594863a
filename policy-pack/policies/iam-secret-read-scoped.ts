import { nist80053 } from "../frameworks";
import { allowsAction, type AllowStatement, inspectAllowStatements } from "../iam-statements";
import { type Finding, inputPolicy } from "../input-policy";
import { notKnown, textOf } from "../known-values";
import { parseArn } from "../secret-arn";

const action = "secretsmanager:GetSecretValue";
const wayOut = "name the full ARN of each secret, or its name followed by -??????";

export const iamSecretReadScoped = inputPolicy({
  name: "iam-secret-read-scoped",
  description: `An identity policy allows ${action} on single secrets only. (BatchGetSecretValue reads nothing without it.)`,
  enforcementLevel: "mandatory",
  severity: "critical",
  remediationSteps:
    "In Resource, name each secret's arn output. Where the ARN is not known, write the region, the account and the name in full, followed by -??????: a pattern such as name-* also matches the secrets of every service whose name begins alike.",
  framework: nist80053("AC-6", "Least Privilege"),
  inspect: inspectAllowStatements(findingsOf, { reportUnreadable: true }),
  settle: (doubt, origins) => {
    const fromSecret = origins.some(({ type }) => type === "aws:secretsmanager/secret:Secret");
    return fromSecret && !doubt.wholeDocument ? undefined : doubt;
  },
});

function findingsOf(statement: AllowStatement): Finding[] {
  const { label, property, resources, notResources } = statement;
  const grants = allowsAction(statement, action);
  if (grants === false) return [];
  if (grants === notKnown) return [{ doubt: `${label}, actions`, property }];
  if (notResources.length > 0)
    return [{ fault: `${label} allows ${action} on all but its NotResource: ${wayOut}` }];
  return resources.flatMap((resource): Finding[] => {
    const text = textOf(resource);
    if (text === notKnown) return [{ doubt: `${label}, resources`, property }];
    if (text === undefined || !reachesSeveralSecrets(text)) return [];
    return [{ fault: `${label} allows ${action} on "${text}": ${wayOut}` }];
  });
}

const oneSecret =
  /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@!-]+-(?:[A-Za-z0-9]{6}|\?{6})$/;

/** Whether a resource pattern is not that of a single secret. ARNs of other services reach none. */
function reachesSeveralSecrets(pattern: string): boolean {
  const arn = parseArn(pattern);
  if (arn && !/[*?]/.test(arn.partition + arn.service) && arn.service !== "secretsmanager") return false;
  return !oneSecret.test(pattern);
}
