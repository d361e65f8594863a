import { type Environment, secretName } from "../naming";
import { automaticStrategies } from "../rotation/contract/automatic-strategies";
import { type DeclaredStrategies } from "../rotation/contract/rotation-environment";
import { type ServiceSpec } from "./service-spec";

/** The parts of a service's declaration that say which secrets it has, and how they are rotated. */
export type SecretsSpec = Pick<ServiceSpec, "name" | "secrets">;

/** The names of a service's secrets. */
export function secretNames({ name: service, secrets }: SecretsSpec, environment: Environment): string[] {
  return secrets.map(({ type }) => secretName({ service, environment, secretType: type }));
}

/** How the service's own rotation function rotates its secrets; empty for a service without one. */
export function strategiesOf(
  { name: service, secrets }: SecretsSpec,
  environment: Environment,
): DeclaredStrategies {
  return automaticStrategies(
    secrets.map(({ type, keys }) => ({
      name: secretName({ service, environment, secretType: type }),
      keys,
    })),
  );
}

/** Whether a service has a rotation function of its own. */
export function hasRotationFunction(service: SecretsSpec, environment: Environment): boolean {
  return Object.keys(strategiesOf(service, environment)).length > 0;
}
