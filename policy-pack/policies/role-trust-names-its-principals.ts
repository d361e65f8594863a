import { nist80053 } from "../frameworks";
import { isLimited, type Limit, toKnownCallers } from "../iam-conditions";
import { type AllowStatement, inspectAllowStatements, type Principal } from "../iam-statements";
import { type Finding, inputPolicy } from "../input-policy";
import { notKnown, textOf } from "../known-values";
import { trustPolicies } from "../policy-documents";
import { parseArn } from "../secret-arn";

export const roleTrustNamesItsPrincipals = inputPolicy({
  name: "role-trust-names-its-principals",
  description:
    "A role may be assumed by named principals only, not by everyone, and not by whoever an account's own policies let.",
  enforcementLevel: "mandatory",
  severity: "critical",
  remediationSteps:
    "In the role's assumeRolePolicy, name the roles that may assume it. Where that cannot be, keep the account and limit it by a condition: aws:PrincipalArn for its roles, sts:ExternalId for a third party's account.",
  framework: nist80053("AC-3", "Access Enforcement"),
  inspect: inspectAllowStatements(findingsOf, { of: [trustPolicies], reportUnreadable: true }),
});

/** That of an account only some principals are meant. */
const toSomeOfAccount: Limit = {
  keys: [
    ...["aws:PrincipalArn", "aws:PrincipalOrgPaths", "aws:PrincipalTag/", "aws:userid", "aws:username"],
    "sts:ExternalId",
  ],
  isNarrow: (value) => !/^[*?]*$|\$\{|^arn:.*:(?:root|[*?]+|(?:role|user|assumed-role)\/[*?]+)$/.test(value),
};

function findingsOf(statement: AllowStatement): Finding[] {
  const { principals, conditions } = statement;
  const everyone = principals.filter((principal) => isEveryone(principal));
  const accounts = principals.flatMap(accountOf);
  return [
    ...(principals.some(({ value }) => value === notKnown) ? [doubtOf(statement, "principals")] : []),
    ...(everyone.length > 0 ? judge(statement, isLimited(conditions, toKnownCallers), "everyone") : []),
    ...accounts.flatMap((account) =>
      judge(statement, isLimited(conditions, toSomeOfAccount), `all of account ${account}`),
    ),
  ];
}

function doubtOf({ label, property }: AllowStatement, part: string): Finding {
  return { doubt: `${property}, ${label}, ${part}`, property };
}

function judge(statement: AllowStatement, limited: boolean | typeof notKnown, principals: string): Finding[] {
  if (limited === true) return [];
  if (limited === notKnown) return [doubtOf(statement, "conditions")];
  const { property, label } = statement;
  return [
    { fault: `${property}, ${label} trusts ${principals}: name the roles, or limit it by aws:PrincipalArn` },
  ];
}

function isEveryone({ value }: Principal): boolean {
  return textOf(value) === "*";
}

function accountOf({ type, value }: Principal): string[] {
  if (type !== "AWS" || typeof value !== "string") return [];
  if (/^\d{12}$/.test(value)) return [value];
  const { account = "", resource } = parseArn(value) ?? {};
  return resource === "root" ? [account] : [];
}
