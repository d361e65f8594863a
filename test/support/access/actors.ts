import { type DeclaredStack } from "../../../operations/access/declared-access";
import { type ContextValues } from "../../../operations/iam/request-context";
import { type Actor, administratorAccess } from "./probe";

/** A session that began with multi-factor authentication so many seconds ago. */
export function withMfa(age: number): ContextValues {
  return { "aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": String(age) };
}

/** A session of a role of the stack's account, with some identity policies. */
export function roleSession(
  { partition, account }: DeclaredStack,
  name: string,
  identity: readonly string[],
  session: ContextValues = {},
): Actor {
  const role = `arn:${partition}:iam::${account}:role/${name}`;
  return { principal: { type: "role session", role, session: "session" }, identity, session };
}

/** A session of a role that the stack makes, whose inline policy has the role's name. */
export function ownRole(stack: DeclaredStack, name: string): Actor {
  return roleSession(stack, name, [name]);
}

export function service(name: string): Actor {
  return { principal: { type: "service", name }, identity: [], session: {} };
}

/** Someone who may do everything and whom no stack names. */
export function undeclaredAdministrator(stack: DeclaredStack): Actor {
  return roleSession(stack, "undeclared-administrator", [administratorAccess], withMfa(300));
}

/** Someone who may do everything in another account. */
export function outsider(stack: DeclaredStack): Actor {
  return roleSession(
    { ...stack, account: "444455556666" },
    "administrator",
    [administratorAccess],
    withMfa(300),
  );
}

/** Those who come through the wall of prod. */
export function administrators(stack: DeclaredStack): Actor[] {
  return ["platform-administrator", "deploy-prod"].map((name) =>
    roleSession(stack, name, [administratorAccess]),
  );
}
