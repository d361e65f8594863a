import { type SecretsManagerClient, UpdateSecretVersionStageCommand } from "@aws-sdk/client-secrets-manager";

import { current, deployed, deploymentOf, rolledBack } from "../../rotation/contract/labels";
import { hasLabel, type VersionLabels, versionWith } from "../../rotation/contract/version-labels";
import { Problem } from "../problem";
import { findSecret } from "../stack/find-secret";
import { type StackSecret } from "../stack/stack-secret";
import { labelOfRollback, type RollbackTarget } from "./rollback-target";

/**
 * Moves AWSCURRENT back, and tells the rollout function by labels that this is a rollback, which it deploys at any hour. What it
 * follows while it runs is never changed under its hands: of a version that it knows to be deployed it is told before, of one that it
 * has not deployed yet after.
 *
 * @throws Problem where another version has become current meanwhile
 */
export async function moveBack(client: SecretsManagerClient, target: RollbackTarget): Promise<void> {
  const { secret, from, to, label } = target;
  if (label === undefined) await move(client, secret, labelOfRollback(new Date()), { to: from });
  if (!target.isMoved) {
    if (hasLabel(from, deployed, secret.labels)) await tellRolledBack(client, secret, from, secret.labels);
    await moveCurrent(client, target);
  }
  const { labels } = await findSecret(client, secret.name, secret.environment);
  const isFollowed =
    labels[from]?.some((own) => own === deployed || deploymentOf(own) !== undefined) === true;
  if (isFollowed || !hasLabel(to, deployed, labels)) return;
  // Nobody has deployed the version yet, but tasks may have started with it.
  await tellRolledBack(client, secret, from, labels);
  await move(client, secret, deployed, { from: to });
}

/** Makes the version current again that was to be taken back: the credentials of the one before are gone. */
export async function moveForward(
  client: SecretsManagerClient,
  { secret, from, to }: RollbackTarget,
): Promise<void> {
  await move(client, secret, current, { from: to, to: from });
}

/** Takes a label from a version, unless somebody else has done so. */
export async function removeLabel(
  client: SecretsManagerClient,
  secret: StackSecret,
  label: string,
  from: string,
): Promise<void> {
  await move(client, secret, label, { from }).catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
  });
}

async function moveCurrent(
  client: SecretsManagerClient,
  { secret, from, to }: RollbackTarget,
): Promise<void> {
  try {
    await move(client, secret, current, { from, to });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const { labels } = await findSecret(client, secret.name, secret.environment);
    const own = (labels[from] ?? []).filter((label) => label === rolledBack || label.startsWith("ROLLBACK="));
    for (const label of own) await removeLabel(client, secret, label, from);
    throw new Problem(
      `${secret.name} was changed by somebody else meanwhile, and was left as it is: try again`,
    );
  }
}

async function tellRolledBack(
  client: SecretsManagerClient,
  secret: StackSecret,
  to: string,
  labels: VersionLabels,
): Promise<void> {
  const from = versionWith(rolledBack, labels);
  if (from !== to) await move(client, secret, rolledBack, { from, to });
}

async function move(
  client: SecretsManagerClient,
  { arn: SecretId }: StackSecret,
  VersionStage: string,
  { from: RemoveFromVersionId, to: MoveToVersionId }: { from?: string | undefined; to?: string | undefined },
): Promise<void> {
  const request = { SecretId, VersionStage, RemoveFromVersionId, MoveToVersionId };
  await client.send(new UpdateSecretVersionStageCommand(request));
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === "InvalidParameterException";
}
