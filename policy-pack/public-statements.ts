import { isLimited, toKnownCallers } from "./iam-conditions";
import { type AllowStatement, inspectAllowStatements } from "./iam-statements";
import { type Finding, type Inspect } from "./input-policy";
import { notKnown, textOf } from "./known-values";
import { type PolicyDocuments } from "./policy-documents";

/**
 * Finds fault with each statement that allows something to everyone, and a document that is not JSON. A condition on who
 * asks makes such a statement one for few; a condition on how, such as `aws:SecureTransport`, does not.
 */
export function inspectPublicStatements(documents: PolicyDocuments): Record<string, Inspect> {
  return inspectAllowStatements(inspectPublicStatement, { of: [documents], reportUnreadable: true });
}

/** Finds fault with a statement that allows something to everyone. */
export function inspectPublicStatement({
  label,
  property,
  principals,
  conditions,
}: AllowStatement): Finding[] {
  const values = principals.map(({ value }) => textOf(value));
  const limited = isLimited(conditions, toKnownCallers);
  if (limited === true) return [];
  if (!values.includes("*"))
    return values.includes(notKnown) ? [{ doubt: `${label}, principals`, property }] : [];
  if (limited === notKnown) return [{ doubt: `${label}, conditions`, property }];
  return [
    {
      fault: `${label} allows everyone: name the principals, or limit it to known callers by aws:PrincipalArn or aws:PrincipalOrgID`,
    },
  ];
}
