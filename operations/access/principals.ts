import { parsePolicy, type Policy } from "../iam/policy";
import { type Principal } from "../iam/principal";
import { type ContextValues } from "../iam/request-context";
import { type DeclaredStack } from "./declared-access";

/** Someone whose access is worked out. */
export interface AccessPrincipal {
  name: string;
  principal: Principal;
  policies: readonly Policy<"identity">[];
  /** The condition keys of its sessions. */
  context: ContextValues;
}

const administratorAccess = { name: "AdministratorAccess", document: allowing("*") };
const readsEverySecret = { name: "ReadEverySecret", document: allowing("secretsmanager:GetSecretValue") };

/** More than ReadOnlyAccess has of them. */
const readActions = [
  ...["BatchGet*", "Describe*", "Get*", "List*"].map((action) => `secretsmanager:${action}`),
  ...["Decrypt", "Describe*", "Get*", "List*"].map((action) => `kms:${action}`),
];

/** A user's session that began with multi-factor authentication five minutes ago: a role's session has none. */
const withMfa: ContextValues = { "aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "300" };

/**
 * The roles that the stacks make, people with the policies that they make, those who come through the wall, and
 * others of the same account whose own policies allow more than they should have.
 */
export function accessPrincipals(stacks: readonly DeclaredStack[]): AccessPrincipal[] {
  return [
    ...stacks.flatMap(({ roles }) => roles.map((role) => stackRole(role, grantsTo(role.name, stacks)))),
    ...stacks.flatMap(developers),
    ...administrators(stacks),
    ...undeclared(stacks),
  ];
}

type NamedDocument = DeclaredStack["managedPolicies"][number];

/**
 * What a policy that no stack makes allows, nobody can tell here: it is taken to allow everything, and AWS's ReadOnlyAccess
 * to allow all reading, values included.
 */
function stackRole(
  { name, arn, policies, attachedPolicyArns = [] }: DeclaredStack["roles"][number],
  grants: readonly NamedDocument[],
): AccessPrincipal {
  const attached = attachedPolicyArns.map((policyArn) => ({
    name: policyArn,
    document: allowing(...(policyArn.endsWith(":iam::aws:policy/ReadOnlyAccess") ? readActions : ["*"])),
  }));
  return principal(name, arn, [...policies, ...attached, ...grants]);
}

function grantsTo(role: string, stacks: readonly DeclaredStack[]): NamedDocument[] {
  return stacks.flatMap(({ grants = [] }) =>
    grants.filter((grant) => grant.role === role).map(({ policy }) => policy),
  );
}

function principal(name: string, arn: string, policies: readonly NamedDocument[]): AccessPrincipal {
  return {
    name,
    principal: principalOf(arn),
    policies: policies.map((policy) => parsePolicy("identity", policy.name, policy.document)),
    context: arn.includes(":user/") ? withMfa : {},
  };
}

function principalOf(arn: string): Principal {
  if (arn.endsWith(":root")) return { type: "root user", arn };
  return arn.includes(":user/")
    ? { type: "user", arn }
    : { type: "role session", role: arn, session: "session" };
}

function developers(stack: DeclaredStack): AccessPrincipal[] {
  const arn = arnIn(stack, "user/developer");
  return stack.managedPolicies.flatMap((policy) => [
    principal(`with ${policy.name}`, arn, [policy]),
    principal(`with ${policy.name} + AdministratorAccess`, arn, [policy, administratorAccess]),
  ]);
}

/** Someone whom each ARN covers, whatever stands in place of its wildcards. */
function administrators(stacks: readonly DeclaredStack[]): AccessPrincipal[] {
  const patterns = [...new Set(stacks.flatMap((stack) => stack.administrators))];
  return patterns.map((pattern) =>
    principal(
      `administrator ${pattern.replace(/^.*::\d{12}:/, "")}`,
      pattern.replaceAll("*", "any").replaceAll("?", "x"),
      [administratorAccess],
    ),
  );
}

function undeclared([stack]: readonly DeclaredStack[]): AccessPrincipal[] {
  if (!stack) return [];
  return [
    principal("undeclared, AdministratorAccess", arnIn(stack, "role/undeclared-administrator"), [
      administratorAccess,
    ]),
    principal("undeclared, GetSecretValue on *", arnIn(stack, "role/undeclared-reader"), [readsEverySecret]),
  ];
}

function arnIn({ partition, account }: DeclaredStack, name: string): string {
  return `arn:${partition}:iam::${account}:${name}`;
}

function allowing(...actions: string[]): object {
  return {
    Version: "2012-10-17",
    Statement: [{ Sid: "Everything", Effect: "Allow", Action: actions, Resource: "*" }],
  };
}
