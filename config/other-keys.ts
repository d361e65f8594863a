import { type Environment, parseSecretName } from "../naming";
import { requiredFirstValues } from "./first-values";
import { nearestName } from "./nearest-name";
import { type Problem, problemAt } from "./problems";
import { type ServiceConfig } from "./service-schema";
import { stackSchema } from "./stack-schema";

/** The services whose first values are known. */
export interface CheckedServices {
  services: readonly ServiceConfig[];
  /** Whether these are all: else a value may belong to a service that is wrong in itself. */
  complete: boolean;
}

/** Configuration keys that are neither a setting nor the first value of a declared key. */
export function otherKeyProblems(
  keys: readonly string[],
  { services, complete }: CheckedServices,
  environment: Environment,
  stack: string = environment,
): Problem[] {
  const known = new Set(requiredFirstValues(services, environment).map(({ configKey }) => configKey));
  return keys.flatMap((key) => {
    if (known.has(key)) return [];
    const parts = parseSecretName(key.split(".")[0] ?? "");
    if (parts === undefined) return [unknownKey(key, stack)];
    const service = services.find(({ name }) => name === parts.service);
    if (service === undefined && !complete) return [];
    const rule = firstValueRule(key, parts.environment, service, environment);
    return [problemAt([key], `${rule}: ${removal(key, stack)}`)];
  });
}

function unknownKey(key: string, stack: string): Problem {
  const settings = Object.keys(stackSchema.shape);
  const meant = nearestName(key, settings);
  if (meant !== undefined) return problemAt([key], `is not a setting: did you mean ${meant}?`);
  const rule = `is neither a setting (${settings.join(", ")}) nor a secret's first value`;
  return problemAt([key], `${rule}: ${removal(key, stack)}`);
}

function firstValueRule(
  key: string,
  itsEnvironment: Environment,
  service: ServiceConfig | undefined,
  environment: Environment,
): string {
  if (itsEnvironment !== environment) return `is a first value of ${itsEnvironment}, not of ${environment}`;
  if (service === undefined) return "is a first value of a service that is not declared";
  const declared = requiredFirstValues([asSupplied(service)], environment);
  return declared.some(({ configKey }) => configKey === key)
    ? "is generated, or in the adopted secret already, so that it takes no first value"
    : `is not the first value of any key that ${service.name} declares`;
}

/** The service as it would be if a person supplied every first value. */
function asSupplied(service: ServiceConfig): ServiceConfig {
  const secrets = service.secrets.map((secret) => ({
    ...secret,
    keys: Object.fromEntries(Object.keys(secret.keys).map((key) => [key, { source: "supplied" as const }])),
  }));
  return { ...service, secrets };
}

function removal(key: string, stack: string): string {
  return `remove it with pulumi config rm --stack ${stack} ${key}`;
}
