/** The environments: one Pulumi stack each, and one more for each part and for each Region of replicas. */
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

/** What a stack's name says of it: `<environment>`, or `<environment>-<part>`, or `<environment>-<region>`. */
export interface StackNameParts {
  environment: Environment;
  /**
   * Which part of the environment's services the stack has, or, where its configuration has `replicaOf`, in which Region it uses
   * replicas of their secrets; absent for the stack that makes the environment.
   */
  part?: string;
}

/**
 * Longest name of a part, in characters. The longest name built from it is that of an EventBridge rule,
 * `<project>-<environment>-<part>-rollout-deployment`, which AWS limits to 64.
 */
export const maxPartNameLength = 16;

/** Reads a stack's name; `undefined` for one that belongs to no environment. */
export function parseStackName(stack: string): StackNameParts | undefined {
  if (isEnvironment(stack)) return { environment: stack };
  const [first = "", ...words] = stack.split("-");
  if (!isEnvironment(first) || !isPartName(words.join("-"))) return undefined;
  return { environment: first, part: words.join("-") };
}

/** A part's name has the form of a service's, and names no environment: `test-prod` would be read as either. */
export function isPartName(part: string): boolean {
  const words = part.split("-");
  return (
    part.length <= maxPartNameLength && !words.some(isEnvironment) && serviceNameProblem(part) === undefined
  );
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
