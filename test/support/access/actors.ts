import { type DeclaredStack } from "../../../operations/access/declared-access";
import { type ContextValues } from "../../../operations/iam/request-context";
import { type Actor, administratorAccess } from "./probe";

/**
 * A user's session that began with multi-factor authentication so many seconds ago. A role's session has none
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html).
 */
export function withMfa(age: number): ContextValues {
  return { "aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": String(age) };
}

/** A session of a role of the stack's account, with some identity policies. */
export function roleSession(
  { partition, account }: DeclaredStack,
  name: string,
  identity: readonly string[],
): Actor {
  const role = `arn:${partition}:iam::${account}:role/${name}`;
  return { principal: { type: "role session", role, session: "session" }, identity, session: {} };
}

/** A user of the stack's account, with some identity policies. */
export function user(
  { partition, account }: DeclaredStack,
  name: string,
  identity: readonly string[],
  session: ContextValues,
): Actor {
  return {
    principal: { type: "user", arn: `arn:${partition}:iam::${account}:user/${name}` },
    identity,
    session,
  };
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
  return user(stack, "undeclared-administrator", [administratorAccess], withMfa(300));
}

/** Someone who may do everything in another account. */
export function outsider(stack: DeclaredStack): Actor {
  return user({ ...stack, account: "444455556666" }, "administrator", [administratorAccess], withMfa(300));
}

/** Those who come through the wall of prod. */
export function administrators(stack: DeclaredStack): Actor[] {
  return ["platform-administrator", "deploy-prod"].map((name) =>
    roleSession(stack, name, [administratorAccess]),
  );
}
