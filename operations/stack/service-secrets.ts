import { type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

import { type Environment } from "../../naming";
import { InputError } from "../input-error";
import { findSecret } from "./find-secret";
import { listSecrets, ofService } from "./list-secrets";
import { type StackSecret } from "./stack-secret";

/**
 * A service's secrets as they are now, or the one of this name: a list may be some seconds old, a description is not.
 *
 * @throws InputError where there are none, for a secret of another service, and for one that waits for its deletion
 */
export async function serviceSecrets(
  client: SecretsManagerClient,
  service: string,
  environment: Environment,
  name?: string,
): Promise<[StackSecret, ...StackSecret[]]> {
  const names =
    name === undefined
      ? ofService(await listSecrets(client, environment), service).map((secret) => secret.name)
      : [name];
  const [first = "", ...others] = names;
  const found: [StackSecret, ...StackSecret[]] = [await findSecret(client, first, environment)];
  for (const other of others) found.push(await findSecret(client, other, environment));
  const foreign = found.find((secret) => secret.service !== service);
  if (foreign === undefined) return found;
  throw new InputError(`${foreign.name} is a secret of service ${foreign.service}, not of ${service}`);
}
