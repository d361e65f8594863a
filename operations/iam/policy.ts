import { type Condition, parseCondition } from "./condition";
import { within } from "./error-place";
import { parseDocument, type StatementElements } from "./policy-document";
import { variableProblem } from "./policy-text";
import { parsePrincipal, type PrincipalEntry } from "./principal-entry";

/**
 * Where a policy is attached: to a user or role (or as its permissions boundary), to a resource such as a secret or a
 * KMS key, or to a role as the policy of who may assume it.
 */
export type PolicyKind = "identity" | "resource" | "trust";

/** A policy that is well formed for where it is attached. */
export interface Policy<Kind extends PolicyKind = PolicyKind> {
  kind: Kind;
  name: string;
  statements: readonly Statement[];
}

/** What an element lists, or its `Not` counterpart. */
interface Listed<Entry> {
  entries: readonly Entry[];
  negated: boolean;
}

export interface Statement {
  /** The policy's name, and the `Sid` or the number of the statement, from 1. */
  label: string;
  effect: "Allow" | "Deny";
  /** `undefined` in an identity policy. */
  principals: Listed<PrincipalEntry> | undefined;
  actions: Listed<string>;
  resources: Listed<string>;
  conditions: readonly Condition[];
}

/**
 * Reads a policy, strictly: what is not understood in full is refused.
 *
 * @throws when the document is malformed or has what this kind of policy cannot have
 */
export function parsePolicy<Kind extends PolicyKind>(
  kind: Kind,
  name: string,
  document: unknown,
): Policy<Kind> {
  return within(`${kind} policy ${name}`, () => {
    const { Id, Statement } = parseDocument(document);
    if (kind === "identity" && Id !== undefined) throw new Error("an identity policy has no Id");
    const sids = Statement.map(({ Sid }, index) => Sid ?? String(index + 1));
    const repeated = sids.find((sid, index) => sids.indexOf(sid) !== index);
    if (repeated !== undefined) throw new Error(`two statements are named ${repeated}`);
    const statements = Statement.map((elements, index) => {
      const sid = sids[index] ?? "";
      return within(`statement ${sid}`, () => parseStatement(kind, `${name} ${sid}`, elements));
    });
    return { kind, name, statements };
  });
}

function parseStatement(kind: PolicyKind, label: string, elements: StatementElements): Statement {
  if (kind === "identity" && !/^[A-Za-z0-9]*$/.test(elements.Sid ?? "")) {
    throw new Error("the Sid of an identity policy is of letters and digits");
  }
  return {
    label,
    effect: elements.Effect,
    principals: parsePrincipals(kind, elements),
    actions: parseActions(elements),
    resources: parseResources(kind, elements),
    conditions: Object.entries(elements.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => parseCondition(operator, key, values)),
    ),
  };
}

function parsePrincipals(kind: PolicyKind, elements: StatementElements): Listed<PrincipalEntry> | undefined {
  const { Effect, Principal, NotPrincipal } = elements;
  if (kind === "identity") {
    if (Principal ?? NotPrincipal) throw new Error("an identity policy has no Principal");
    return undefined;
  }
  const { entries: listed, negated } = oneOf("Principal", Principal, NotPrincipal);
  const entries = parsePrincipal(listed);
  if (
    negated &&
    (kind === "trust" || Effect === "Allow" || entries.some(({ type }) => type === "everyone"))
  ) {
    throw new Error("NotPrincipal names the exceptions of a Deny on a resource");
  }
  return { entries, negated };
}

function parseActions({ Action, NotAction }: StatementElements): Listed<string> {
  const actions = oneOf("Action", Action, NotAction);
  const wrong = actions.entries.find((action) => !/^(?:\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$/.test(action));
  if (wrong !== undefined) throw new Error(`"${wrong}" is not an action`);
  return actions;
}

/** A variable may stand in the last of an ARN's six fields only, and a wildcard not for the service. */
const resourcePattern = /^(?:\*|arn:[^:$]+:[a-z0-9-]+:(?:\*|[^:$]*:[^:$]*:.+))$/;

function parseResources(kind: PolicyKind, { Resource, NotResource }: StatementElements): Listed<string> {
  if (kind === "trust") {
    if (Resource ?? NotResource) throw new Error("a trust policy has no Resource: it is the role");
    return { entries: ["*"], negated: false };
  }
  const resources = oneOf("Resource", Resource, NotResource);
  for (const resource of resources.entries) {
    const problem = resourcePattern.test(resource)
      ? variableProblem(resource)
      : `"${resource}" is not an ARN`;
    if (problem !== undefined) throw new Error(problem);
  }
  return resources;
}

/** The one of an element and its counterpart that a statement has. */
function oneOf<Value>(name: string, element: Value | undefined, counterpart: Value | undefined) {
  const entries = element ?? counterpart;
  if (entries === undefined || (element !== undefined && counterpart !== undefined)) {
    throw new Error(`a statement has one of ${name} and Not${name}`);
  }
  return { entries, negated: element === undefined };
}
