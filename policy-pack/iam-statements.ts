import { type Condition, conditionsOf } from "./iam-conditions";
import { type Context, type Finding, type Inspect } from "./input-policy";
import { entriesOf, notKnown, parseJson, someText, textAt, type Value, valuesAt } from "./known-values";
import { identityPolicies, type PolicyDocument, type PolicyDocuments } from "./policy-documents";

/** A statement that allows something, or denies it. */
export interface AllowStatement {
  label: string;
  /** The resource's input that the statement is part of. */
  property: string;
  actions: readonly Value[];
  notActions: readonly Value[];
  resources: readonly Value[];
  notResources: readonly Value[];
  principals: readonly Principal[];
  notPrincipals: readonly Principal[];
  conditions: readonly Condition[] | typeof notKnown;
}

/** Whom a statement of a resource's or a role's policy is about. */
export interface Principal {
  /** `AWS`, `Service`, `Federated` or `CanonicalUser`; `AWS` too for a bare `*`. */
  type: string;
  value: Value;
}

interface Options {
  /** Which policy documents; those of identities by default. */
  of?: readonly PolicyDocuments[];
  /** Whether a document that is not JSON is a fault of this policy: of one policy for each kind of document only. */
  reportUnreadable?: boolean;
}

/** Applies a check to each statement that allows something, in each resource type that holds such documents. */
export function inspectAllowStatements(
  check: (statement: AllowStatement, context: Context) => readonly Finding[],
  { of: kinds = [identityPolicies], reportUnreadable = false }: Options = {},
): Record<string, Inspect> {
  const inspect =
    (type: string): Inspect =>
    (inputs, context) => {
      const documents = kinds.flatMap((kind) => kind[type]?.(inputs) ?? []);
      return documents.flatMap(({ label, property, content }): readonly Finding[] => {
        const document = typeof content === "string" ? parseJson(content) : content;
        if (document === notKnown) return [{ doubt: `${label}${property}`, property, wholeDocument: true }];
        if (document === undefined) return reportUnreadable ? [{ fault: unreadable(label, property) }] : [];
        return statementsOf({ label, property, content: document }).flatMap((statement) =>
          check(statement, context),
        );
      });
    };
  const types = new Set(kinds.flatMap((kind) => Object.keys(kind)));
  return Object.fromEntries([...types].map((type) => [type, inspect(type)]));
}

function unreadable(label: string, property: string): string {
  return `${label}${property} is not valid JSON, so nothing in it can be checked: build it with pulumi.jsonStringify`;
}

/**
 * The statements of a parsed document that allow something, or that deny it; one whose effect is not known counts among
 * the former. A document writes `Action`, a component `actions`; both may be one text or a list.
 */
export function statementsOf(
  { label, property, content }: PolicyDocument,
  wanted: "allow" | "deny" = "allow",
): AllowStatement[] {
  return valuesAt(content, "Statement").flatMap((statement, index) => {
    const effect = textAt(statement, "Effect");
    const denies = typeof effect === "string" && effect.toLowerCase() === "deny";
    if (denies !== (wanted === "deny")) return [];
    const sid = textAt(statement, "Sid");
    const both = (key: string) => [...valuesAt(statement, key), ...valuesAt(statement, `${key}s`)];
    return {
      label: `${label}statement ${typeof sid === "string" ? `"${sid}"` : index}`,
      property,
      actions: both("Action"),
      notActions: both("NotAction"),
      resources: both("Resource"),
      notResources: both("NotResource"),
      principals: both("Principal").flatMap(principalsIn),
      notPrincipals: both("NotPrincipal").flatMap(principalsIn),
      conditions: conditionsOf(both("Condition")),
    };
  });
}

function principalsIn(value: Value): Principal[] {
  if (value === notKnown || typeof value === "string") return [{ type: "AWS", value }];
  return entriesOf(value).flatMap(([type]) =>
    valuesAt(value, type).map((principal) => ({ type, value: principal })),
  );
}

/** Whether a statement allows an action; unknown when only a pattern that is not known might. */
export function allowsAction(
  { actions, notActions }: Pick<AllowStatement, "actions" | "notActions">,
  action: string,
): boolean | typeof notKnown {
  const named = someMatches(actions, action);
  const excepted = someMatches(notActions, action);
  if (named === true || (notActions.length > 0 && excepted === false)) return true;
  return named === notKnown || excepted === notKnown ? notKnown : false;
}

function someMatches(patterns: readonly Value[], action: string): boolean | typeof notKnown {
  return someText(patterns, (pattern) => actionPattern(pattern).test(action));
}

/** Wildcards alone, in the service and in the action. */
const everything = /^(?=.*\*)[*?]+(?::[*?]+)?$/;

/** Whether a statement names all actions of all services; unknown when only a pattern that is not known might. */
export function allowsEveryAction({ actions }: Pick<AllowStatement, "actions">): boolean | typeof notKnown {
  return someText(actions, (action) => everything.test(action));
}

/** Wildcards alone, but for the `arn` and the partition before them. */
const everythingInArn = /^(?:(?:arn|\*+):(?:aws[a-z-]*:)?)?\*+(?::\*+)*$/;

/** Whether a statement is for every resource; unknown when only a resource that is not known might be all. */
export function isForEveryResource({
  resources,
}: Pick<AllowStatement, "resources">): boolean | typeof notKnown {
  return someText(resources, (arn) => everythingInArn.test(arn));
}

/** IAM's wildcards: `*` for any characters, `?` for one; actions are the same in whatever case. */
export function actionPattern(pattern: string): RegExp {
  const expression = pattern
    .replace(/[\\^$.+()[\]{}|]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, "i");
}
