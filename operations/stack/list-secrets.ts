import {
  type SecretListEntry,
  paginateListSecrets,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

import { type Environment } from "../../naming";
import { InputError } from "../input-error";
import { stackSecret, type StackSecret } from "./stack-secret";

/** Lists an environment's secrets by name, those that wait for their deletion too: a hundred with each request. */
export async function listSecrets(
  client: SecretsManagerClient,
  environment: Environment,
): Promise<StackSecret[]> {
  const entries: SecretListEntry[] = [];
  const request = {
    Filters: [
      { Key: "tag-key", Values: ["Environment"] },
      { Key: "tag-value", Values: [environment] },
    ] satisfies { Key: "tag-key" | "tag-value"; Values: string[] }[],
    IncludePlannedDeletion: true,
    MaxResults: 100,
  };
  for await (const page of paginateListSecrets({ client }, request)) entries.push(...(page.SecretList ?? []));
  return entries
    .flatMap((entry) => stackSecret(entry, environment) ?? [])
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The secrets of one service, or of all.
 *
 * @throws InputError where there are none
 */
export function ofService(secrets: readonly StackSecret[], service: string | undefined): StackSecret[] {
  const chosen = secrets.filter((secret) => service === undefined || secret.service === service);
  if (chosen.length > 0) return chosen;
  if (service === undefined) {
    throw new InputError(
      "found no secret of this environment: check --env, --region and the account of the credentials",
    );
  }
  const services = [...new Set(secrets.map((secret) => secret.service))];
  throw new InputError(
    `found no secret of service ${service}: the services with secrets are ${services.join(", ") || "none"}`,
  );
}
