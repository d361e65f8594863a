import {
  current,
  deployed,
  deploymentOf,
  held,
  pending,
  previous,
  rolledBack,
} from "../../rotation/contract/labels";
import { hasLabel, type VersionLabels, versionWith } from "../../rotation/contract/version-labels";
import { writtenLabel } from "../value/change-secret";
import { type FoundJournal, lastVersionOf } from "./journal";

/** How far a rotation has come: what comes next, or how it ended. */
export type Stage =
  | "create"
  | "update"
  | "deploy"
  | "verify"
  | "finished"
  | "rolled back"
  | "held"
  /** Another version has become current since. */
  | "overtaken";

/** Tells by a secret's labels how far the rotation has come that its journal tells of. */
export function stageOf(journal: FoundJournal, labels: VersionLabels): Stage {
  const { before, versionId } = journal;
  const last = lastVersionOf(journal);
  const own = [versionId, last];
  const currentId = versionWith(current, labels);
  const has = (label: string) => own.some((id) => hasLabel(id, label, labels));
  if (has(rolledBack) || (currentId === before && has(previous))) return "rolled back";
  if (currentId === before) return has(pending) || has(writtenLabel) ? "update" : "create";
  if (currentId === last) return stageOfCurrent(labels[last] ?? []);
  return currentId === versionId ? "update" : "overtaken";
}

function stageOfCurrent(labels: readonly string[]): Stage {
  if (labels.includes(deployed)) return "finished";
  if (labels.includes(held)) return "held";
  return labels.some((label) => deploymentOf(label) !== undefined) ? "verify" : "deploy";
}
