import { randomUUID } from "node:crypto";

import { type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

import { versionWith } from "../../rotation/contract/version-labels";
import { moveLabel } from "../../rotation/contract/move-label";
import { Problem } from "../problem";
import { findSecret } from "../stack/find-secret";
import { type StackSecret } from "../stack/stack-secret";
import { type FoundJournal, journalsIn, labelOfJournal } from "./journal";
import { type Plan } from "./plan";

/**
 * Notes that a rotation begins.
 *
 * @throws Problem where somebody else has begun one at the same time
 */
export async function writeJournal(
  client: SecretsManagerClient,
  { secret, parts, before, pending }: Plan,
): Promise<FoundJournal> {
  const journal = { versionId: pending ?? randomUUID(), startedAt: new Date(), parts };
  const label = labelOfJournal(journal);
  await moveLabel(client, secret.arn, { label, to: before });
  const found = { ...journal, label, before };
  const { labels } = await findSecret(client, secret.name, secret.environment);
  const isAlone = journalsIn(labels).every((other) => other.label === label);
  if (isAlone && versionWith("AWSCURRENT", labels) === before) return found;
  await removeJournal(client, secret, found);
  throw new Problem(`somebody else has changed ${secret.name} just now: see secrets status, and try again`);
}

/** Notes that a rotation is over, if that is not noted yet. */
export async function removeJournal(
  client: SecretsManagerClient,
  { arn }: Pick<StackSecret, "arn">,
  { label, before }: Pick<FoundJournal, "label" | "before">,
): Promise<void> {
  await moveLabel(client, arn, { label, from: before });
}
