import { type SecretsManagerClient, UpdateSecretVersionStageCommand } from "@aws-sdk/client-secrets-manager";

import { current, deployed, rolledBack } from "../../rotation/contract/labels";
import { versionWith } from "../../rotation/contract/version-labels";
import { Problem } from "../problem";
import { type RollbackTarget } from "./rollback-target";

interface Move {
  label: string;
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * Moves AWSCURRENT back. The labels before tell the rollout function that this is a rollback: it deploys at any hour and retires
 * nothing, as no version counts as deployed until every task runs with the one before again.
 *
 * @throws Problem where another version has become current meanwhile; then everything is as it was
 */
export async function moveBack(client: SecretsManagerClient, target: RollbackTarget): Promise<void> {
  const { secret, from, to } = target;
  const { labels } = secret;
  const move = ({ label: VersionStage, from: RemoveFromVersionId, to: MoveToVersionId }: Move) =>
    client.send(
      new UpdateSecretVersionStageCommand({
        SecretId: secret.arn,
        VersionStage,
        RemoveFromVersionId,
        MoveToVersionId,
      }),
    );
  const [wasRolledBack, wasDeployed] = [versionWith(rolledBack, labels), versionWith(deployed, labels)];
  if (wasRolledBack !== from) await move({ label: rolledBack, from: wasRolledBack, to: from });
  if (wasDeployed !== undefined) await move({ label: deployed, from: wasDeployed });
  try {
    await move({ label: current, from, to });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "InvalidParameterException") throw error;
    await move({ label: rolledBack, from, to: wasRolledBack });
    if (wasDeployed !== undefined) await move({ label: deployed, to: wasDeployed });
    throw new Problem(
      `${secret.name} was changed by somebody else meanwhile, and was left as it is: try again`,
    );
  }
}
