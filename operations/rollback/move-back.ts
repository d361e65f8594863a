import { type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

import { current, deployed, rolledBack } from "../../rotation/contract/labels";
import { hasLabel, type VersionLabels, versionWith } from "../../rotation/contract/version-labels";
import { isLabelRefusal, moveLabel } from "../../rotation/contract/move-label";
import { Problem } from "../problem";
import { journalsIn } from "../rotate/journal";
import { findSecret } from "../stack/find-secret";
import { labelOfNote, noteIn } from "./rollback-note";
import { type RollbackTarget } from "./rollback-target";

/**
 * Moves AWSCURRENT back, and tells the rollout function by labels that this is a rollback, which it deploys at any hour. What it
 * follows while it runs is never changed under its hands: of a version that it knows to be deployed it is told before, of one that it
 * has not deployed yet after.
 *
 * @throws Problem where another version has become current meanwhile, or the version before was retired
 */
export async function moveBack(client: SecretsManagerClient, target: RollbackTarget): Promise<void> {
  const { secret, from, to, note } = target;
  if (!target.isNoted) await moveLabel(client, secret.arn, { label: labelOfNote(note), to: from });
  if (!target.isMoved) {
    if (note.stage === "deployed") await tellRolledBack(client, target, secret.labels);
    await moveCurrent(client, target);
  }
  const { labels } = await findSecret(client, secret.name, secret.environment);
  await requireUnretired(client, target, labels);
  if (note.stage !== "undeployed" || hasLabel(from, rolledBack, labels)) return;
  // Nobody has deployed the version yet, but tasks may have started with it: the one before is to be deployed once more.
  if (hasLabel(to, deployed, labels)) await moveLabel(client, secret.arn, { label: deployed, from: to });
  await tellRolledBack(client, target, labels);
}

/**
 * Makes the version current again that was to be taken back, where the rollout function has declared it deployed meanwhile.
 *
 * @throws Problem in that case
 */
export async function requireUnretired(
  client: SecretsManagerClient,
  target: RollbackTarget,
  labels: VersionLabels,
): Promise<void> {
  const { secret, from, to, note } = target;
  if (note.stage === "deployed" || !hasLabel(from, deployed, labels)) return;
  await moveLabel(client, secret.arn, { label: current, from: to, to: from });
  await removeNotes(client, target);
  throw new Problem(
    `the rollout of version ${from} was finished meanwhile, and version ${to} retired: AWSCURRENT is version ${from} again`,
  );
}

/** What rollbacks and rotations have noted of themselves; a rotation that was taken back is over. */
export async function removeNotes(
  client: SecretsManagerClient,
  { secret, from }: RollbackTarget,
): Promise<void> {
  const { labels } = await findSecret(client, secret.name, secret.environment);
  const own = (labels[from] ?? []).filter((label) => noteIn(label) !== undefined);
  for (const label of own) await moveLabel(client, secret.arn, { label, from });
  for (const { label, before } of journalsIn(labels))
    await moveLabel(client, secret.arn, { label, from: before });
}

async function moveCurrent(
  client: SecretsManagerClient,
  { secret, from, to, note }: RollbackTarget,
): Promise<void> {
  try {
    await moveLabel(client, secret.arn, { label: current, from, to });
  } catch (error) {
    if (!isLabelRefusal(error)) throw error;
    await moveLabel(client, secret.arn, { label: labelOfNote(note), from });
    if (note.stage === "deployed") await moveLabel(client, secret.arn, { label: rolledBack, from });
    throw new Problem(
      `${secret.name} was changed by somebody else meanwhile, and was left as it is: try again`,
    );
  }
}

async function tellRolledBack(
  client: SecretsManagerClient,
  { secret, from: version }: RollbackTarget,
  labels: VersionLabels,
): Promise<void> {
  const from = versionWith(rolledBack, labels);
  if (from !== version) await moveLabel(client, secret.arn, { label: rolledBack, from, to: version });
}
