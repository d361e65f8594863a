import {
  paginateListSecretVersionIds,
  type SecretsManagerClient,
  type SecretVersionsListEntry,
} from "@aws-sdk/client-secrets-manager";

import { InputError } from "../input-error";
import { type StackSecret } from "../stack/stack-secret";
import { fingerprint } from "../value/fingerprint";
import { readSecretValue } from "../value/secret-value";

/** A version of a secret, without its values. */
export interface SecretVersion {
  version: string;
  labels: string[];
  createdAt: Date | undefined;
  /** JSON key to fingerprint; absent where the value is not there, not readable or no JSON object of strings. */
  keys?: Record<string, string>;
  /** Why there are no keys. */
  problem?: string;
}

/** The versions of a secret, the newest first. @param all whether those without a label are shown as well */
export async function secretVersions(
  client: SecretsManagerClient,
  secret: StackSecret,
  { all }: { all: boolean },
): Promise<SecretVersion[]> {
  const entries: SecretVersionsListEntry[] = [];
  const request = { SecretId: secret.arn, IncludeDeprecated: all, MaxResults: 100 };
  for await (const page of paginateListSecretVersionIds({ client }, request))
    entries.push(...(page.Versions ?? []));
  const versions: SecretVersion[] = [];
  for (const { VersionId: version = "", VersionStages: labels = [], CreatedDate: createdAt } of entries) {
    versions.push({
      version,
      labels: [...labels].sort(),
      createdAt,
      ...(await fingerprints(client, secret, version)),
    });
  }
  const time = ({ createdAt }: SecretVersion) => createdAt?.getTime() ?? 0;
  return versions.sort((one, other) => time(other) - time(one));
}

async function fingerprints(
  client: SecretsManagerClient,
  secret: StackSecret,
  VersionId: string,
): Promise<Pick<SecretVersion, "keys" | "problem">> {
  try {
    const { values } = await readSecretValue(client, secret, { VersionId });
    const keys = Object.keys(values).sort();
    return {
      keys: Object.fromEntries(keys.map((key) => [key, fingerprint(secret.arn, key, values[key] ?? "")])),
    };
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    return { problem };
  }
}

/** What is said in the place of fingerprints. */
function problemOf(error: unknown): string | undefined {
  if (error instanceof InputError) return "no JSON object of strings";
  if (!(error instanceof Error)) return undefined;
  if (error.name === "ResourceNotFoundException") return "no value";
  return error.name.startsWith("AccessDenied") ? "you may not read it" : undefined;
}
