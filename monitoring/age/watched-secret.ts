import * as z from "zod";

import { parseSecretName } from "../../naming";

/** A secret whose age is reported. */
export interface WatchedSecret {
  service: string;
  name: string;
  /** Days after which a secret that does not rotate by itself must have got a new value. */
  deadlineInDays: number;
}

const secretsSchema = z.array(z.object({ name: z.string(), deadlineInDays: z.number() }));

/**
 * Reads the function's environment variable SECRETS.
 *
 * @throws Error for a secret that is not named as a service's secrets are
 */
export function watchedSecrets(json: string): WatchedSecret[] {
  return secretsSchema.parse(JSON.parse(json)).map(({ name, deadlineInDays }) => {
    const parts = parseSecretName(name);
    if (!parts) throw new Error(`${name} is not the name of a service's secret`);
    return { service: parts.service, name, deadlineInDays };
  });
}
