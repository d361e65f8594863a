import { type Environment, parseSecretName, secretName, serviceNameProblem } from "../naming";
import { nameInArn } from "../rotation/contract/secret-arn";
import { adminSecretOf } from "../rotation/contract/strategy-connections";
import { type ValidService } from "./declared-lists";
import { type Problem, problemAt } from "./problems";

/** The rules of the secrets that hold other systems' own credentials: no task gets them, and no environment another's. */
export function adminSecretProblems(services: readonly ValidService[], environment: Environment): Problem[] {
  const own = new Set(services.flatMap(({ service }) => secretNames(service, environment)));
  return adminSecretsOf(services).flatMap(({ arn, name, path }) => {
    const owner = parseSecretName(name)?.environment;
    if (own.has(name)) {
      const rule = `must not be a secret of this stack, as every task of its service gets ${name}: keep the credential in a secret apart`;
      return [problemAt(path, rule, arn)];
    }
    if (owner === undefined || owner === environment) return [];
    const rule = `must not be a secret of ${owner}, by its name ${name}: ${environment} has no access there`;
    return [problemAt(path, rule, arn)];
  });
}

function secretNames(
  { name: service, secrets }: ValidService["service"],
  environment: Environment,
): string[] {
  if (serviceNameProblem(service) !== undefined) return [];
  return secrets.map(({ type }) => secretName({ service, environment, secretType: type }));
}

/** The admin secrets that services name, and where. */
export function adminSecretsOf(services: readonly ValidService[]) {
  return services.flatMap(({ service, index }) =>
    service.secrets.flatMap(({ keys }, secret) =>
      Object.entries(keys).flatMap(([key, { rotation }]) => {
        const arn = rotation && adminSecretOf(rotation);
        const path = ["services", index, "secrets", secret, "keys", key, "rotation", "adminSecretArn"];
        return arn === undefined ? [] : [{ arn, name: nameInArn(arn), path }];
      }),
    ),
  );
}
