import { parseSecretName } from "../naming";
import { adminSecretsOf } from "./admin-secret-rules";
import { type EnvironmentOutputs } from "./environment-outputs";
import { serviceNetworkProblems } from "./network-rules";
import { type Problem, problemAt } from "./problems";
import { type ServiceConfig } from "./service-schema";

/** The rules of a part's services that take the environment to check: its network, and the services of its own stack. */
export function partServiceProblems(
  services: readonly ServiceConfig[],
  { settings, serviceNames }: EnvironmentOutputs,
  environment: string,
): Problem[] {
  const valid = services.map((service, index) => ({ service, index }));
  return [
    ...valid.flatMap(({ service: { name }, index }) => {
      if (!serviceNames.includes(name)) return [];
      const rule = `is a service of stack ${environment} already: keep one of them`;
      return [problemAt(["services", index, "name"], rule, name)];
    }),
    ...adminSecretsOf(valid).flatMap(({ arn, name, path }) => {
      const service = parseSecretName(name)?.service;
      if (service === undefined || !serviceNames.includes(service)) return [];
      const rule = `must not be a secret of ${service}, as every task of that service gets it: keep the credential in a secret apart`;
      return [problemAt(path, rule, arn)];
    }),
    ...valid.flatMap(({ service, index }) =>
      serviceNetworkProblems(settings.network, service, ["services", index]),
    ),
  ];
}
