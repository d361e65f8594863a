import { adminSecretOf } from "../rotation/contract/strategy-connections";
import { type Problem, problemAt } from "./problems";
import { type ServiceConfig } from "./service-schema";

/** ECS, load balancers and Secrets Manager take certificates, credentials, secrets and functions of their own Region only. */
export function regionProblems(
  { registryCredentialsArn, loadBalancer, secrets }: ServiceConfig,
  path: readonly PropertyKey[],
  region: string,
): Problem[] {
  const arns: [PropertyKey[], string | undefined][] = [
    [["registryCredentialsArn"], registryCredentialsArn],
    [["loadBalancer", "certificateArn"], loadBalancer?.certificateArn],
    ...secrets.flatMap(({ arn, keys, rotation }, index): [PropertyKey[], string | undefined][] => [
      [["secrets", index, "arn"], arn],
      [["secrets", index, "rotation", "functionArn"], rotation?.functionArn],
      ...Object.entries(keys).map(([key, { rotation: declared }]): [PropertyKey[], string | undefined] => [
        ["secrets", index, "keys", key, "rotation", "adminSecretArn"],
        declared && adminSecretOf(declared),
      ]),
    ]),
  ];
  return arns.flatMap(([setting, arn]) => {
    if (arn === undefined || arn.split(":")[3] === region) return [];
    return [problemAt([...path, ...setting], regionRule(region), arn)];
  });
}

/** A cluster that is given by its name is one of the stack's own Region. */
export function clusterRegionProblems(cluster: string | undefined, region: string): Problem[] {
  if (cluster?.startsWith("arn:") !== true || cluster.split(":")[3] === region) return [];
  return [problemAt(["cluster"], regionRule(region), cluster)];
}

function regionRule(region: string): string {
  return `must be in ${region}, the region that aws:region sets`;
}
