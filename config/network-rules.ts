import { usesDatabase, usesInternet } from "../rotation/contract/strategy-connections";
import { prefixLength } from "./cidr-block";
import { duplicateProblems } from "./duplicates";
import { type Problem, problemAt } from "./problems";
import { type ServiceConfig } from "./service-schema";
import { type DeclaredStack } from "./stack-schema";

type Network = DeclaredStack["network"];
type Path = readonly PropertyKey[];

/** The rules of a stack's network on its own. */
export function networkProblems({ create, existing }: Network): Problem[] {
  if (create && existing) {
    return [problemAt(["network"], "must have one of create and existing, has both: remove one")];
  }
  if (existing) return subnetProblems(existing);
  if (!create) return [problemAt(["network"], "must have one of create and existing, has neither: set one")];
  const prefix = prefixLength(create.cidrBlock);
  const rule = "must be a /16 to /24 block";
  return prefix >= 16 && prefix <= 24
    ? []
    : [problemAt(["network", "create", "cidrBlock"], rule, create.cidrBlock)];
}

/** A subnet is named once, and is private or public. */
function subnetProblems({ privateSubnetIds, publicSubnetIds }: NonNullable<Network["existing"]>): Problem[] {
  const at = (setting: string) => (name: string, index: number) => ({
    name,
    path: ["network", "existing", setting, index],
  });
  return duplicateProblems([
    ...privateSubnetIds.map(at("privateSubnetIds")),
    ...publicSubnetIds.map(at("publicSubnetIds")),
  ]);
}

/** What a service needs of the network that the stack gives it. */
export function serviceNetworkProblems(network: Network, service: ServiceConfig, path: Path): Problem[] {
  return [
    ...(network.existing ? loadBalancerSubnetProblems(network.existing, service, path) : []),
    ...(network.create?.egress === "vpc-endpoints" ? endpointProblems(service, path) : []),
  ];
}

/** A load balancer spans two availability zones, so it takes two subnets at least. */
function loadBalancerSubnetProblems(
  existing: NonNullable<Network["existing"]>,
  { loadBalancer }: ServiceConfig,
  path: Path,
): Problem[] {
  if (!loadBalancer) return [];
  const setting = loadBalancer.internal ? "privateSubnetIds" : "publicSubnetIds";
  const count = existing[setting].length;
  if (count >= 2) return [];
  const rule = `needs at least two subnets in two availability zones: add to network.existing.${setting}, which has ${count}`;
  return [problemAt([...path, "loadBalancer"], rule)];
}

/** Without a way to the internet, images come from Amazon ECR in the same Region, and ECS Exec has no channel. */
function endpointProblems(service: ServiceConfig, path: Path): Problem[] {
  const { image, enableExecuteCommand } = service;
  const fromEcr = /^\d{12}\.dkr[.-]ecr\./.test(image);
  const through = 'as network.create.egress is "vpc-endpoints"';
  return [
    ...(fromEcr
      ? []
      : [problemAt([...path, "image"], `must be in a private Amazon ECR repository, ${through}`, image)]),
    ...(enableExecuteCommand
      ? [
          problemAt(
            [...path, "enableExecuteCommand"],
            `must be false, ${through}: ECS Exec needs the internet`,
            true,
          ),
        ]
      : []),
    ...strategyProblems(service, path, through),
  ];
}

/** A rotation function that logs in to a database is in the network, and has no other way out. */
function strategyProblems({ secrets }: ServiceConfig, path: Path, through: string): Problem[] {
  const declared = secrets.flatMap(({ keys }, index) =>
    Object.entries(keys).flatMap(([key, { rotation }]) => {
      const at = [...path, "secrets", index, "keys", key, "rotation", "strategy"];
      return rotation ? [{ key, rotation, at }] : [];
    }),
  );
  const inside = declared.find(({ rotation }) => usesDatabase(rotation));
  if (!inside) return [];
  const rule = `needs the internet, which the rotation function cannot reach, ${through}: it is in that network for ${inside.key}`;
  return declared.filter(({ rotation }) => usesInternet(rotation)).map(({ at }) => problemAt(at, rule));
}
