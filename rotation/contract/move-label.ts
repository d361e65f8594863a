import {
  DescribeSecretCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";

import { hasLabel, versionWith } from "./version-labels";

/** Where to take a label from and where to put it. A label without `to` is removed; one without `from` is on no version yet. */
export interface LabelMove {
  label: string;
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * Moves a staging label. Where AWS's answer is lost, the SDK sends the request again, and AWS refuses to take the label from a version that
 * it has left: so a refusal counts only where the label is not yet where it is to be.
 *
 * @throws what AWS refuses with; {@link isLabelRefusal} tells whether the label is elsewhere than `from`
 */
export async function moveLabel(
  client: SecretsManagerClient,
  SecretId: string,
  { label: VersionStage, from: RemoveFromVersionId, to: MoveToVersionId }: LabelMove,
): Promise<void> {
  const request = { SecretId, VersionStage, RemoveFromVersionId, MoveToVersionId };
  try {
    await client.send(new UpdateSecretVersionStageCommand(request));
  } catch (error) {
    if (!isLabelRefusal(error)) throw error;
    const { VersionIdsToStages: versions = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
    const isThere =
      MoveToVersionId === undefined
        ? versionWith(VersionStage, versions) !== RemoveFromVersionId
        : hasLabel(MoveToVersionId, VersionStage, versions);
    if (!isThere) throw error;
  }
}

/** Whether AWS refuses because the label is not where it was to be taken from. */
export function isLabelRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === "InvalidParameterException";
}
