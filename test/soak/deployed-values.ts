import { createHash } from "node:crypto";

import {
  GetSecretValueCommand,
  paginateListSecrets,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

import { clientOptions } from "../../local/stack/prepare";
import { parseSecretName } from "../../naming";

/** Each secret of a stack in the local AWS, with a hash of its AWSCURRENT in place of the value; `undefined` for one without value. */
export async function deployedValues(endpoint: string): Promise<Map<string, string | undefined>> {
  const client = new SecretsManagerClient(clientOptions(endpoint, "eu-west-1"));
  const values = new Map<string, string | undefined>();
  for await (const { SecretList = [] } of paginateListSecrets({ client }, {})) {
    for (const { Name = "" } of SecretList) {
      if (parseSecretName(Name) === undefined) continue;
      const value = await client.send(new GetSecretValueCommand({ SecretId: Name })).catch(() => undefined);
      values.set(Name, value?.SecretString === undefined ? undefined : hashOf(value.SecretString));
    }
  }
  return values;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
