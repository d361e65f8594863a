import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { z } from "zod";

import { InputError } from "../input-error";
import { parsedJson } from "../parsed-json";

/** A version of a secret with its JSON object: key to value. */
export interface SecretValue {
  versionId: string;
  values: Readonly<Record<string, string>>;
}

const valuesSchema = z.record(z.string(), z.string());

/**
 * Reads a version by a staging label or by its id.
 *
 * @throws InputError where the version has no value, or one that is no JSON object of strings
 */
export async function readSecretValue(
  client: SecretsManagerClient,
  secret: { name: string; arn: string },
  version: { VersionStage: string } | { VersionId: string },
): Promise<SecretValue> {
  const answer = await client.send(new GetSecretValueCommand({ SecretId: secret.arn, ...version }));
  const values = valuesSchema.safeParse(parsedJson(answer.SecretString));
  if (!values.success || answer.VersionId === undefined) {
    throw new InputError(
      `${secret.name} does not hold a JSON object of strings, so that no task could read its keys`,
    );
  }
  return { versionId: answer.VersionId, values: values.data };
}
