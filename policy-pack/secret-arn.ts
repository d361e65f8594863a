import { environmentOf, parseSecretName } from "./environment-names";

/** An ARN that is split at its first five colons. */
export interface Arn {
  partition: string;
  service: string;
  region: string;
  account: string;
  resource: string;
}

/** Splits an ARN or a pattern of ARNs; `undefined` for any other text. */
export function parseArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, account, ...resource] = text.split(":");
  if (prefix !== "arn" || partition === undefined || service === undefined) return undefined;
  return { partition, service, region: region ?? "", account: account ?? "", resource: resource.join(":") };
}

/** Whether a KMS key is named by an alias, in a text or an ARN. */
export function isAlias(key: string, alias: string): boolean {
  return key === alias || parseArn(key)?.resource === alias;
}

/**
 * `secret:<name>-<six characters>`, in which the name may hold hyphens too, and an exclamation mark where a service of AWS
 * owns the secret: `rds!cluster-…`.
 */
const completeSecret = /^secret:([A-Za-z0-9/_+=.@!-]+)-(?:[A-Za-z0-9]{6})$/;

/**
 * Whether the ARN of a secret has the hyphen and six characters that Secrets Manager appends to the name. A name of
 * the convention that ends in `-config` ends in a hyphen and six characters too, and is still without them.
 */
export function isCompleteSecret(resource: string): boolean {
  return completeSecret.test(resource) && !parseSecretName(resource.replace("secret:", ""));
}

/**
 * The environment that an ARN names, or a pattern of ARNs: that of a secret by its name, that of a KMS alias by a
 * word of its name. `undefined` when it names none, as the ARN of any other resource.
 */
export function environmentNamedBy(arn: string): string | undefined {
  const { service, resource } = parseArn(arn) ?? { service: "", resource: arn };
  if (service === "kms" || service === "") return aliasEnvironment(resource);
  const [kind, name = ""] = resource.split(":");
  if (service !== "secretsmanager" || kind !== "secret") return undefined;
  const bareName = name.replace(/-(?:[A-Za-z0-9]{6}|\?{6}|\*)$/, "");
  return parseSecretName(bareName)?.environment ?? environmentOf(name);
}

function aliasEnvironment(resource: string): string | undefined {
  return resource.startsWith("alias/") ? environmentOf(resource) : undefined;
}
