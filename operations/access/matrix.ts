import { type Environment } from "../../naming";
import { evaluate } from "../iam/evaluate";
import { parsePolicy, type Policy } from "../iam/policy";
import { type Request, requestsOf, type SecretAction } from "./actions";
import { type DeclaredStack } from "./declared-access";
import { accessPrincipals, type AccessPrincipal } from "./principals";

/** Whether someone may do something, and the statements that say so or what is missing. */
export interface Cell {
  allowed: boolean;
  because: string[];
}

/** What one principal may do with each secret, in the order of {@link AccessMatrix.secrets}. */
interface Row {
  principal: string;
  arn: string;
  secrets: ({ secret: string } & Record<SecretAction, Cell>)[];
}

export interface AccessMatrix {
  secrets: { name: string; environment: Environment; arn: string }[];
  rows: Row[];
}

interface PlacedSecret {
  stack: DeclaredStack;
  secret: DeclaredStack["secrets"][number];
  policyOf: (arn: string) => Policy<"resource"> | undefined;
}

/**
 * Who may do what with which secret, as the declared policies give it.
 *
 * @param environment limits the secrets, not the principals
 * @throws when a declared policy is malformed
 */
export function accessMatrix(stacks: readonly DeclaredStack[], environment?: Environment): AccessMatrix {
  const placed = stacks
    .filter((stack) => environment === undefined || stack.environment === environment)
    .flatMap((stack) => {
      const policyOf = resourcePolicies(stack);
      return stack.secrets.map((secret): PlacedSecret => ({ stack, secret, policyOf }));
    });
  return {
    secrets: placed.map(({ stack, secret: { name, arn } }) => ({
      name,
      environment: stack.environment,
      arn,
    })),
    rows: accessPrincipals(stacks).map((principal) => ({
      principal: principal.name,
      arn: arnOf(principal),
      secrets: placed.map((secret) => ({ secret: secret.secret.name, ...cellsOf(principal, secret) })),
    })),
  };
}

/** Finds the policy of one of a stack's secrets or keys. */
function resourcePolicies({ secrets, keys }: DeclaredStack): PlacedSecret["policyOf"] {
  const named = [
    ...secrets.map(({ arn, name, policy }) => [arn, `policy of ${name}`, policy] as const),
    ...keys.map(({ arn, policy }) => [arn, "policy of the key", policy] as const),
  ];
  const policies = new Map(
    named
      .filter(([, , document]) => document !== undefined)
      .map(([arn, name, document]) => [arn, parsePolicy("resource", name, document)]),
  );
  return (arn) => policies.get(arn);
}

function cellsOf(
  principal: AccessPrincipal,
  { stack, secret, policyOf }: PlacedSecret,
): Record<SecretAction, Cell> {
  const cell = (action: SecretAction) => decide(principal, requestsOf(action, secret, stack), policyOf);
  return {
    read: cell("read"),
    update: cell("update"),
    delete: cell("delete"),
    changePolicy: cell("changePolicy"),
    decryptThroughSecretsManager: cell("decryptThroughSecretsManager"),
    decryptDirectly: cell("decryptDirectly"),
  };
}

/** Allowed when every request is; the reason for a refusal is that of the first one refused. */
function decide(
  { principal, policies, context }: AccessPrincipal,
  requests: readonly Request[],
  policyOf: PlacedSecret["policyOf"],
): Cell {
  const verdicts = requests.map((request) => {
    const resource = policyOf(request.resource);
    const { decision, because } = evaluate(
      { principal, ...request, context: { ...context, ...request.context } },
      { identity: policies, ...(resource && { resource }) },
    );
    return { decision, because: because.map((reason) => `${request.action} ${decision}: ${reason}`) };
  });
  const refused = verdicts.find(({ decision }) => decision !== "allowed");
  return refused
    ? { allowed: false, because: refused.because }
    : { allowed: true, because: verdicts.flatMap(({ because }) => because) };
}

function arnOf({ principal }: AccessPrincipal): string {
  if (principal.type === "service") return principal.name;
  return principal.type === "role session" ? principal.role : principal.arn;
}
