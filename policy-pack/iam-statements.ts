import { type Context, type Finding, type Inspect } from "./input-policy";
import { notKnown, parseJson, textAt, type Value, valuesAt } from "./known-values";

/** A statement of an identity policy that allows something. */
export interface AllowStatement {
  label: string;
  /** The resource's input that the statement is part of. */
  property: string;
  actions: readonly Value[];
  notActions: readonly Value[];
  resources: readonly Value[];
  notResources: readonly Value[];
}

/** A policy document, or the list of a component's statements. */
interface Document {
  /** Empty, or the document's name and a comma. */
  label: string;
  property: string;
  content: Value;
}

/**
 * Applies a check to each statement that allows something, in each resource type that holds identity policies.
 *
 * @param reportUnreadable whether a document that is not JSON is a fault of this policy: of one policy only
 */
export function inspectAllowStatements(
  check: (statement: AllowStatement, context: Context) => readonly Finding[],
  { reportUnreadable = false } = {},
): Record<string, Inspect> {
  const inspect =
    (documents: (inputs: Value) => readonly Document[]): Inspect =>
    (inputs, context) =>
      documents(inputs).flatMap(({ label, property, content }): readonly Finding[] => {
        const document = typeof content === "string" ? parseJson(content) : content;
        if (document === notKnown) return [{ doubt: `${label}${property}`, property, wholeDocument: true }];
        if (document === undefined) return reportUnreadable ? [{ fault: unreadable(label, property) }] : [];
        return allowStatements({ label, property, content: document }).flatMap((statement) =>
          check(statement, context),
        );
      });
  return {
    "aws:iam/policy:Policy": inspect(policy),
    "aws:iam/rolePolicy:RolePolicy": inspect(policy),
    "aws:iam/userPolicy:UserPolicy": inspect(policy),
    "aws:iam/groupPolicy:GroupPolicy": inspect(policy),
    "aws:iam/role:Role": inspect(inlinePolicies),
    "secret-backed-services:components:BreakGlass": inspect(statementList),
    "secret-backed-services:components:DeveloperAccess": inspect(statementList),
    "secret-backed-services:components:ServiceRole": inspect(statementList),
  };
}

function policy(inputs: Value): Document[] {
  return valuesAt(inputs, "policy").map((content) => ({ label: "", property: "policy", content }));
}

function inlinePolicies(role: Value): Document[] {
  return valuesAt(role, "inlinePolicies").flatMap((inlinePolicy, index) => {
    const name = textAt(inlinePolicy, "name");
    const label = typeof name === "string" ? `inline policy "${name}", ` : `inline policy ${index}, `;
    return valuesAt(inlinePolicy, "policy").map((content) => ({
      label,
      property: "inlinePolicies",
      content,
    }));
  });
}

function statementList(inputs: Value): Document[] {
  const content = { Statement: valuesAt(inputs, "statements") };
  return [{ label: "", property: "statements", content }];
}

function unreadable(label: string, property: string): string {
  return `${label}${property} is not valid JSON, so nothing in it can be checked: build it with pulumi.jsonStringify`;
}

/** A document writes `Action`, a component `actions`; both may be one text or a list. */
function allowStatements({ label, property, content }: Document): AllowStatement[] {
  return valuesAt(content, "Statement").flatMap((statement, index) => {
    const effect = textAt(statement, "Effect");
    if (typeof effect === "string" && effect.toLowerCase() === "deny") return [];
    const sid = textAt(statement, "Sid");
    return {
      label: `${label}statement ${typeof sid === "string" ? `"${sid}"` : index}`,
      property,
      actions: [...valuesAt(statement, "Action"), ...valuesAt(statement, "actions")],
      notActions: valuesAt(statement, "NotAction"),
      resources: [...valuesAt(statement, "Resource"), ...valuesAt(statement, "resources")],
      notResources: valuesAt(statement, "NotResource"),
    };
  });
}
