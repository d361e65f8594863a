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

/** A person's session that began with multi-factor authentication five minutes ago. */
const withMfa: ContextValues = { "aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "300" };

/**
 * The roles that the stacks make, people with the policies that they make, those who come through the wall, and
 * others of the same account whose own policies allow more than they should have.
 */
export function accessPrincipals(stacks: readonly DeclaredStack[]): AccessPrincipal[] {
  return [
    ...stacks.flatMap(({ roles }) =>
      roles.map(({ name, arn, policies }) => ({ ...person(name, arn, policies), context: {} })),
    ),
    ...stacks.flatMap(developers),
    ...administrators(stacks),
    ...undeclared(stacks),
  ];
}

type NamedDocument = DeclaredStack["managedPolicies"][number];

function person(name: string, roleArn: string, policies: readonly NamedDocument[]): AccessPrincipal {
  return {
    name,
    principal: { type: "role session", role: roleArn, session: "session" },
    policies: policies.map((policy) => parsePolicy("identity", policy.name, policy.document)),
    context: withMfa,
  };
}

function developers(stack: DeclaredStack): AccessPrincipal[] {
  return stack.managedPolicies.flatMap((policy) => [
    person(`with ${policy.name}`, roleOf(stack, "developer"), [policy]),
    person(`with ${policy.name} + AdministratorAccess`, roleOf(stack, "developer"), [
      policy,
      administratorAccess,
    ]),
  ]);
}

function administrators(stacks: readonly DeclaredStack[]): AccessPrincipal[] {
  const patterns = [...new Set(stacks.flatMap((stack) => stack.administrators))];
  return patterns.map((pattern) => {
    const arn = pattern.replaceAll("*", "any").replaceAll("?", "x");
    const name = `administrator ${pattern.replace(/^.*::\d{12}:/, "")}`;
    const principal: Principal = arn.endsWith(":root")
      ? { type: "root user", arn }
      : arn.includes(":user/")
        ? { type: "user", arn }
        : { type: "role session", role: arn, session: "session" };
    return { ...person(name, arn, [administratorAccess]), principal };
  });
}

function undeclared([stack]: readonly DeclaredStack[]): AccessPrincipal[] {
  if (!stack) return [];
  return [
    person("undeclared, AdministratorAccess", roleOf(stack, "undeclared-administrator"), [
      administratorAccess,
    ]),
    person("undeclared, GetSecretValue on *", roleOf(stack, "undeclared-reader"), [readsEverySecret]),
  ];
}

function roleOf({ partition, account }: DeclaredStack, name: string): string {
  return `arn:${partition}:iam::${account}:role/${name}`;
}

function allowing(action: string): object {
  return {
    Version: "2012-10-17",
    Statement: [{ Sid: "Everything", Effect: "Allow", Action: action, Resource: "*" }],
  };
}
