import { z } from "zod";

import { parseSecretName } from "../../naming";

/** A secret whose age is reported. */
export interface WatchedSecret {
  service: string;
  name: string;
  /** Full ARN. */
  arn: string;
  /** Days after which a secret that does not rotate by itself must have got a new value. */
  deadlineInDays: number;
}

const deadlinesSchema = z.record(z.string(), z.number());

/**
 * Reads the function's environment variable SECRETS.
 *
 * @throws Error for a secret that is not named as a service's secrets are
 */
export function watchedSecrets(json: string): WatchedSecret[] {
  return Object.entries(deadlinesSchema.parse(JSON.parse(json))).map(([arn, deadlineInDays]) => {
    const name = arn.replace(/^.*:secret:/, "").slice(0, -"-AbCdEf".length);
    const parts = parseSecretName(name);
    if (!parts) throw new Error(`${arn} is not the full ARN of a service's secret`);
    return { service: parts.service, name, arn, deadlineInDays };
  });
}
