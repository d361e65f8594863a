import {
  DescribeSecretCommand,
  paginateListSecretVersionIds,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

import { type SecretState } from "./rotation-age";

/** Asks Secrets Manager for a secret's dates and labels. No value is read. */
export async function secretState(client: SecretsManagerClient, SecretId: string): Promise<SecretState> {
  const { RotationEnabled, NextRotationDate } = await client.send(new DescribeSecretCommand({ SecretId }));
  const versions: SecretState["versions"] = [];
  for await (const page of paginateListSecretVersionIds({ client }, { SecretId })) {
    for (const { CreatedDate, VersionStages = [] } of page.Versions ?? []) {
      if (CreatedDate) versions.push({ created: CreatedDate, labels: VersionStages });
    }
  }
  return { nextRotation: RotationEnabled === true ? NextRotationDate : undefined, versions };
}
