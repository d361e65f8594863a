import { DescribeSecretCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

import { type Environment, parseSecretName, secretTypes } from "../../naming";
import { InputError } from "../input-error";
import { stackSecret, type StackSecret } from "./stack-secret";

/**
 * Finds a secret by its name.
 *
 * @throws InputError for a name of another form or environment, and for a secret that is not there or waits for its deletion
 */
export async function findSecret(
  client: SecretsManagerClient,
  name: string,
  environment: Environment,
): Promise<StackSecret> {
  const parts = parseSecretName(name);
  if (parts === undefined) {
    throw new InputError(
      `"${name}" is no secret's name: it must be <service>-${environment}-<${secretTypes.join("|")}>`,
    );
  }
  if (parts.environment !== environment) {
    throw new InputError(
      `${name} is a secret of ${parts.environment}: give --env ${parts.environment} if you mean it`,
    );
  }
  const found = await describeSecret(client, name, environment);
  if (found === undefined) {
    throw new InputError(
      `found no secret ${name} in this account and Region: secrets status --env ${environment} lists those that are there`,
    );
  }
  if (found.deletedAt !== undefined) {
    throw new InputError(
      `${name} waits for its deletion since ${found.deletedAt.toISOString()}: aws secretsmanager restore-secret --secret-id ${name} brings it back`,
    );
  }
  return found;
}

/** Describes a secret, one that waits for its deletion too; `undefined` where there is none of the name and environment. */
export async function describeSecret(
  client: SecretsManagerClient,
  name: string,
  environment: Environment,
): Promise<StackSecret | undefined> {
  try {
    const described = await client.send(new DescribeSecretCommand({ SecretId: name }));
    return stackSecret({ ...described, SecretVersionsToStages: described.VersionIdsToStages }, environment);
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
    throw error;
  }
}
