import { conditionChanges } from "./condition-changes";
import {
  parseDocument,
  type PolicyDocument,
  type StatementElements,
} from "../../../operations/iam/policy-document";

/** A document that differs from another one in a single step. */
export interface Mutation {
  /** The statement's `Sid`, or its number from 1, and the step: `ReadSecrets: remove the statement`. */
  description: string;
  document: PolicyDocument;
}

/** A step, and the statement after it; `undefined` when it is gone. */
interface Change {
  step: string;
  statement: StatementElements | undefined;
}

/**
 * Every single step that removes something from a document, widens it or turns it into its opposite: a statement, a
 * principal, an action, a resource, a condition or one of its values. The only statement of a document is not removed:
 * without statements it would not be a document.
 *
 * @throws when the document is malformed
 */
export function mutations(document: unknown): Mutation[] {
  const parsed = parseDocument(document);
  const removal: Change[] =
    parsed.Statement.length > 1 ? [{ step: "remove the statement", statement: undefined }] : [];
  return parsed.Statement.flatMap((original, index) =>
    [...removal, ...changesOf(original)].map(({ step, statement }) => ({
      description: `${original.Sid ?? String(index + 1)}: ${step}`,
      document: {
        ...parsed,
        Statement: parsed.Statement.toSpliced(index, 1, ...(statement ? [statement] : [])),
      },
    })),
  );
}

function changesOf(statement: StatementElements): Change[] {
  return [
    ...effectChanges(statement),
    ...principalChanges(statement, "Principal"),
    ...principalChanges(statement, "NotPrincipal"),
    ...(["Action", "NotAction", "Resource", "NotResource"] as const).flatMap((element) =>
      listChanges(statement, element),
    ),
    ...conditionChanges(statement.Condition ?? {}).map(({ step, conditions }) => ({
      step,
      statement: withConditions(statement, conditions),
    })),
  ];
}

function withConditions(
  statement: StatementElements,
  conditions: NonNullable<StatementElements["Condition"]>,
): StatementElements {
  const changed: StatementElements = { ...statement, Condition: conditions };
  if (Object.keys(conditions).length === 0) delete changed.Condition;
  return changed;
}

/** With `Allow` there is no `NotPrincipal`. */
function effectChanges(statement: StatementElements): Change[] {
  if (statement.NotPrincipal) return [];
  const Effect = statement.Effect === "Allow" ? "Deny" : "Allow";
  return [{ step: `replace ${statement.Effect} by ${Effect}`, statement: { ...statement, Effect } }];
}

/** Removes each of several principals; names the account in place of a user, role or session, and everyone. */
function principalChanges(statement: StatementElements, element: "Principal" | "NotPrincipal"): Change[] {
  const principals = statement[element];
  if (principals === undefined || principals === "*") return [];
  const entries = [
    ...(principals.AWS ?? []).map((id) => ({ type: "AWS", id })),
    ...(principals.Service ?? []).map((id) => ({ type: "Service", id })),
  ];
  const change = (step: string, changed: typeof entries): Change => ({
    step,
    statement: { ...statement, [element]: principalsOf(changed) },
  });
  const everyone: Change[] =
    element === "Principal"
      ? [{ step: "replace Principal by *", statement: { ...statement, Principal: "*" } }]
      : [];
  return [
    ...entries.flatMap((entry, index) => [
      ...(entries.length > 1 ? [change(`remove ${element} ${entry.id}`, entries.toSpliced(index, 1))] : []),
      ...accountOf(entry.id).map((id) =>
        change(`replace ${element} ${entry.id} by ${id}`, entries.toSpliced(index, 1, { type: "AWS", id })),
      ),
    ]),
    ...everyone,
  ];
}

function principalsOf(entries: readonly { type: string; id: string }[]): Record<string, string[]> {
  const types = [...new Set(entries.map(({ type }) => type))];
  return Object.fromEntries(
    types.map((type) => [type, entries.filter((entry) => entry.type === type).map(({ id }) => id)]),
  );
}

function accountOf(principal: string): string[] {
  const [, partition, account] = /^arn:([^:]+):(?:iam|sts)::(\d{12}):(?!root$)/.exec(principal) ?? [];
  return partition === undefined || account === undefined ? [] : [`arn:${partition}:iam::${account}:root`];
}

/** Removes each of several entries, and widens each. */
function listChanges(
  statement: StatementElements,
  element: "Action" | "NotAction" | "Resource" | "NotResource",
): Change[] {
  const entries = statement[element] ?? [];
  const change = (step: string, changed: readonly string[]): Change => ({
    step,
    statement: { ...statement, [element]: changed },
  });
  return entries.flatMap((entry, index) => [
    ...(entries.length > 1 ? [change(`remove ${element} ${entry}`, entries.toSpliced(index, 1))] : []),
    ...widerThan(entry).map((wider) =>
      change(`replace ${element} ${entry} by ${wider}`, entries.toSpliced(index, 1, wider)),
    ),
  ]);
}

/** All actions of the service; all resources of the type, and all resources. */
function widerThan(entry: string): string[] {
  const widened = entry.startsWith("arn:")
    ? [entry.replace(/^((?:[^:]*:){5}[^:/]*[:/]).*$/, "$1*"), "*"]
    : [entry.replace(/:.*$/, ":*")];
  return widened.filter((wider) => wider !== entry);
}
