import { type DeclaredStack } from "../../../operations/access/declared-access";
import { evaluate } from "../../../operations/iam/evaluate";
import { parsePolicy, type Policy, type PolicyKind } from "../../../operations/iam/policy";
import { type Principal } from "../../../operations/iam/principal";
import { type ContextValues } from "../../../operations/iam/request-context";

/** Someone, and the documents whose statements apply to it, by their names in {@link documentsOf}. */
export interface Actor {
  principal: Principal;
  identity: readonly string[];
  /** The condition keys of its session. */
  session: ContextValues;
}

/** One request, and whether it must be allowed. */
export interface Probe {
  actor: Actor;
  action: string;
  resource: string;
  context: ContextValues;
  allowed: boolean;
}

export interface Document {
  kind: PolicyKind;
  json: unknown;
}

export const administratorAccess = "AdministratorAccess";
const everything = { Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" };

/** The key of no stack, which the account's policies decide about, as KMS's console makes them. */
export function otherKeyArn({ partition, region, account }: DeclaredStack): string {
  return `arn:${partition}:kms:${region}:${account}:key/ffffffff-0000-4000-8000-000000000000`;
}

/** All documents that stacks declare, identity policies by name, those of resources and roles by ARN; and some of others. */
export function documentsOf(stacks: readonly DeclaredStack[]): Map<string, Document> {
  const documents = new Map<string, Document>();
  const add = (id: string, kind: PolicyKind, json: unknown) => documents.set(id, { kind, json });
  for (const stack of stacks) {
    for (const { arn, policy } of stack.secrets) if (policy !== undefined) add(arn, "resource", policy);
    for (const { arn, policy } of stack.keys) add(arn, "resource", policy);
    for (const { name, document } of stack.managedPolicies) add(name, "identity", document);
    for (const { arn, trust, policies } of stack.roles) {
      add(arn, "trust", trust);
      for (const { name, document } of policies) add(name, "identity", document);
    }
  }
  return documents;
}

/** The documents that no stack declares. */
export function otherDocuments(stacks: readonly DeclaredStack[]): Map<string, Document> {
  const [stack] = stacks;
  if (!stack) return new Map();
  const root = { AWS: `arn:${stack.partition}:iam::${stack.account}:root` };
  const document = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
  return new Map<string, Document>([
    [administratorAccess, { kind: "identity", json: document(everything) }],
    [otherKeyArn(stack), { kind: "resource", json: document({ ...everything, Principal: root }) }],
  ]);
}

export function parse(id: string, { kind, json }: Document): Policy {
  return parsePolicy(kind, id.replace(/^.*:/, ""), json);
}

/** Whether a probe's request is allowed by some policies. */
export function isAllowed(
  { actor, action, resource, context }: Probe,
  policyOf: (id: string) => Policy | undefined,
): boolean {
  const { principal, identity, session } = actor;
  const applied = policyOf(resource);
  const { decision } = evaluate(
    { principal, action, resource, context: { ...session, ...context } },
    {
      identity: identity.map(policyOf).filter(isIdentityPolicy),
      ...(applied && isOfResource(applied) ? { resource: applied } : {}),
    },
  );
  return decision === "allowed";
}

function isIdentityPolicy(policy: Policy | undefined): policy is Policy<"identity"> {
  return policy?.kind === "identity";
}

function isOfResource(policy: Policy): policy is Policy<"resource" | "trust"> {
  return policy.kind !== "identity";
}
