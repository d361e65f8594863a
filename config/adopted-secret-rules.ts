import { type Environment, parseSecretName, secretName, serviceNameProblem } from "../naming";
import { nameInArn } from "../rotation/contract/secret-arn";
import { type Problem, problemAt } from "./problems";
import { type ServiceConfig } from "./service-schema";

type Path = readonly PropertyKey[];
type SecretConfig = ServiceConfig["secrets"][number];

/**
 * The rules of a secret that is adopted, and of one that is not. An adopted secret has the name that the stack would give
 * it, since a secret's name cannot be changed, and brings the value of every key.
 */
export function adoptedSecretProblems(
  secret: SecretConfig,
  service: string,
  path: Path,
  environment: Environment,
): Problem[] {
  return [...nameProblems(secret, service, path, environment), ...sourceProblems(secret, path)];
}

function nameProblems(
  { arn, type }: SecretConfig,
  service: string,
  path: Path,
  environment: Environment,
): Problem[] {
  if (arn === undefined || serviceNameProblem(service) !== undefined) return [];
  const name = nameInArn(arn);
  const expected = secretName({ service, environment, secretType: type });
  if (name === expected) return [];
  const owner = parseSecretName(name)?.environment ?? environment;
  const rule =
    owner === environment
      ? `must be the ARN of ${expected}, as a secret keeps its name: remove arn, and copy the values with npm run secrets -- import`
      : `must not be a secret of ${owner}, by its name ${name}: ${environment} has secrets of its own`;
  return [problemAt([...path, "arn"], rule, arn)];
}

/** Without a first version, no key of an adopted secret could get a value from the stack. */
function sourceProblems({ arn, keys }: SecretConfig, path: Path): Problem[] {
  return Object.entries(keys).flatMap(([key, { source }]) => {
    if ((arn !== undefined) === (source === "existing")) return [];
    const rule =
      arn === undefined
        ? "must be generated or supplied, as the secret is new: set arn to adopt an existing one"
        : "must be existing, as the secret is adopted with the value that it has";
    return [problemAt([...path, "keys", key, "source"], rule, source)];
  });
}
