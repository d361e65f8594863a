import { randomUUID } from "node:crypto";

import { PutSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

import { isLabelRefusal, moveLabel } from "../../rotation/contract/move-label";
import { InputError } from "../input-error";
import { type SecretValue } from "./secret-value";

/** On a version that is written but not current yet, for as long as the command runs. */
export const writtenLabel = "WRITTEN_BY_HAND";

/**
 * Makes a new version with these values the current one, provided that the version that they were made from still is: PutSecretValue
 * alone would overwrite what somebody else has written meanwhile, but AWSCURRENT moves only from the version that is named.
 * (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecretVersionStage.html)
 *
 * @param versionId the new version's id
 * @returns the new version's id
 * @throws InputError where another version has become current meanwhile; then nothing has changed
 */
export async function changeSecret(
  client: SecretsManagerClient,
  secret: { name: string; arn: string },
  from: SecretValue,
  values: Readonly<Record<string, string>>,
  versionId: string = randomUUID(),
): Promise<string> {
  await client.send(
    new PutSecretValueCommand({
      SecretId: secret.arn,
      ClientRequestToken: versionId,
      SecretString: JSON.stringify(values),
      VersionStages: [writtenLabel],
    }),
  );
  await makeCurrent(client, secret, from.versionId, versionId);
  return versionId;
}

/**
 * Makes a version current that {@link changeSecret} has written, also where that was interrupted before.
 *
 * @throws InputError where another version has become current meanwhile
 */
export async function makeCurrent(
  client: SecretsManagerClient,
  secret: { name: string; arn: string },
  from: string,
  versionId: string,
): Promise<void> {
  try {
    await moveLabel(client, secret.arn, { label: "AWSCURRENT", from, to: versionId });
  } catch (error) {
    if (!isLabelRefusal(error)) throw error;
    throw new InputError(
      `${secret.name} was changed by somebody else meanwhile, and was left as it is: try again`,
    );
  } finally {
    await removeWrittenLabel(client, secret, versionId);
  }
}

/** What {@link makeCurrent} ends with. */
export async function removeWrittenLabel(
  client: SecretsManagerClient,
  { arn }: { arn: string },
  versionId: string,
): Promise<void> {
  await moveLabel(client, arn, { label: writtenLabel, from: versionId });
}
