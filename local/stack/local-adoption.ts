import { parse, stringify } from "yaml";
import { z } from "zod";

/** The account of the local AWS. */
const localAccount = "000000000000";

const secretSchema = z.looseObject({
  arn: z.string(),
  keys: z.record(z.string(), z.looseObject({ source: z.unknown() })),
});
const serviceSchema = z.looseObject({ secrets: z.array(z.unknown()) });
const stackFileSchema = z.looseObject({ config: z.looseObject({}) });

/**
 * A stack's file as the local AWS can deploy it. What it adopts of a real account is not there: such a secret is made anew, with
 * random first values, and such a cluster is one of the stack's own. What is in the local AWS itself is adopted.
 *
 * @param prefix what configuration keys of the program begin with
 */
export function withoutForeignAdoptions(text: string, prefix: string): string {
  const file = stackFileSchema.safeParse(parse(text));
  if (!file.success) return text;
  const { config } = file.data;
  const services = config[`${prefix}services`];
  const cluster = config[`${prefix}cluster`];
  const own = {
    ...config,
    ...(Array.isArray(services) && { [`${prefix}services`]: services.map(localService) }),
    ...(typeof cluster === "string" && isForeign(cluster) && { [`${prefix}cluster`]: undefined }),
  };
  return stringify({ ...file.data, config: own });
}

function localService(service: unknown): unknown {
  const declared = serviceSchema.safeParse(service);
  return declared.success ? { ...declared.data, secrets: declared.data.secrets.map(localSecret) } : service;
}

function localSecret(secret: unknown): unknown {
  const adopted = secretSchema.safeParse(secret);
  if (!adopted.success || !isForeign(adopted.data.arn)) return secret;
  const { keys, ...settings } = adopted.data;
  const supplied = Object.entries(keys).map(
    ([key, ofKey]) => [key, { ...ofKey, source: "supplied" }] as const,
  );
  return { ...settings, arn: undefined, keys: Object.fromEntries(supplied) };
}

/** A cluster that is given by its name alone may be in either account: the stack's file is for the real one. */
function isForeign(arn: string): boolean {
  return arn.split(":")[4] !== localAccount;
}
