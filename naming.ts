/** The environments, one Pulumi stack each. */
export const environments = ["prod", "stage", "test"] as const;
export type Environment = (typeof environments)[number];

/**
 * The kinds of secret that a service may have. None may begin with an environment's name or end in
 * another's whole name: that is what makes {@link parseSecretName} unambiguous.
 */
export const secretTypes = ["config", "api-keys", "credentials"] as const;
export type SecretType = (typeof secretTypes)[number];

/** The parts of a secret's name, `<service>-<environment>-<secret-type>`. */
export interface SecretNameParts {
  service: string;
  environment: Environment;
  secretType: SecretType;
}

/**
 * Longest service name, in characters. The longest name built from it is an IAM role's,
 * `<service>-<environment>-execution`, which IAM limits to 64.
 */
export const maxServiceNameLength = 40;

export function isEnvironment(text: string): text is Environment {
  return environments.some((environment) => environment === text);
}

/**
 * The environment that a stack belongs to: the one that it is named after, or, of a stack in another Region, the one that its
 * name begins with, `<environment>-<region>`.
 */
export function environmentOfStack(stack: string): Environment | undefined {
  return environments.find((environment) => stack === environment || stack.startsWith(`${environment}-`));
}

/** Says what is wrong with a service's name, or nothing when it is valid. */
export function serviceNameProblem(service: string): string | undefined {
  if (service.length === 0 || service.length > maxServiceNameLength) {
    return `must have 1 to ${maxServiceNameLength} characters, has ${service.length}`;
  }
  if (!/^[a-z]/.test(service)) return "must start with a lower-case letter";
  if (!/^[a-z0-9-]+$/.test(service)) return "may hold lower-case letters, digits and hyphens only";
  if (service.includes("--") || service.endsWith("-")) return "may not end in a hyphen or hold two in a row";
  return undefined;
}

/**
 * Builds `<service>-<environment>-<secret-type>`.
 *
 * @throws RangeError when the service's name is not valid.
 */
export function secretName({ service, environment, secretType }: SecretNameParts): string {
  const problem = serviceNameProblem(service);
  if (problem !== undefined) throw new RangeError(`service name "${service}" ${problem}`);
  return `${service}-${environment}-${secretType}`;
}

/** Reads a secret's name back into its parts; `undefined` for a name that {@link secretName} would not build. */
export function parseSecretName(name: string): SecretNameParts | undefined {
  for (const environment of environments) {
    for (const secretType of secretTypes) {
      const suffix = `-${environment}-${secretType}`;
      const service = name.slice(0, -suffix.length);
      if (name.endsWith(suffix) && serviceNameProblem(service) === undefined) {
        return { service, environment, secretType };
      }
    }
  }
  return undefined;
}

/**
 * Whether a secret's name ends in a hyphen and six characters. Secrets Manager appends exactly that to
 * the name in a secret's ARN, and so takes such a name in a partial ARN for a complete one and does not
 * find the secret: pass the full ARN.
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen)
 */
export function looksLikeCompleteArn(name: string): boolean {
  return /-[A-Za-z0-9]{6}$/.test(name);
}
