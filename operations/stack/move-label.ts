import { type SecretsManagerClient, UpdateSecretVersionStageCommand } from "@aws-sdk/client-secrets-manager";

/** Moves a staging label from a version, to a version, or both; AWS refuses where it is not on the one that is named as its place. */
export async function moveLabel(
  client: SecretsManagerClient,
  { arn: SecretId }: { arn: string },
  VersionStage: string,
  { from: RemoveFromVersionId, to: MoveToVersionId }: { from?: string | undefined; to?: string | undefined },
): Promise<void> {
  const request = { SecretId, VersionStage, RemoveFromVersionId, MoveToVersionId };
  await client.send(new UpdateSecretVersionStageCommand(request));
}

/** Takes a label from a version, unless somebody else has done so. */
export async function removeLabel(
  client: SecretsManagerClient,
  secret: { arn: string },
  label: string,
  from: string,
): Promise<void> {
  try {
    await moveLabel(client, secret, label, { from });
  } catch (error) {
    if (!isRefusedMove(error)) throw error;
  }
}

/** Whether somebody else has moved the label meanwhile. */
export function isRefusedMove(error: unknown): boolean {
  return error instanceof Error && error.name === "InvalidParameterException";
}
