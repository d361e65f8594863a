import { deployed, deploymentOf, held, overlapOf, rolledBack } from "../../rotation/contract/labels";
import { versionWith } from "../../rotation/contract/version-labels";
import { type StackSecret } from "../stack/stack-secret";

/** How far the rollout of a secret's current version has come, as its staging labels say. */
export type RolloutState =
  "up to date" | "overlap" | "deploying" | "verifying" | "rolled back" | "held" | "no value";

/** Reads the state that the rollout function keeps in the labels. */
export function rolloutState(secret: Pick<StackSecret, "labels">): RolloutState {
  const current = versionWith("AWSCURRENT", secret.labels);
  if (current === undefined) return "no value";
  const labels = secret.labels[current] ?? [];
  if (labels.includes(held)) return "held";
  if (labels.includes(deployed)) {
    if (versionWith(rolledBack, secret.labels) !== undefined) return "rolled back";
    return labels.some((label) => overlapOf(label) !== undefined) ? "overlap" : "up to date";
  }
  if (versionWith("AWSPREVIOUS", secret.labels) === undefined) return "verifying"; // there never was another value to deploy
  return labels.some((label) => deploymentOf(label) !== undefined) ? "verifying" : "deploying";
}
