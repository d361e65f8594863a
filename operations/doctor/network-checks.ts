import { type Route } from "@aws-sdk/client-ec2";

import { type Finding, judged, ok, problem } from "./finding";
import { type ObservedNetwork, type ObservedSubnet, type Placement } from "./observe/network";
import { type Sight } from "./sight";

/** AWS services by the last part of their endpoints' names. */
export type AwsService = "secretsmanager" | "ecr.api" | "ecr.dkr" | "logs" | "s3";

/** What ECS asks in the network of a task before it starts (https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html). */
export const neededByTasks: readonly AwsService[] = ["secretsmanager", "ecr.api", "ecr.dkr", "logs", "s3"];
/** What a rotation function asks; its log does not go through its network. */
export const neededByFunctions: readonly AwsService[] = ["secretsmanager"];

const fix =
  "route the subnets to a NAT gateway, or make the endpoints: network.create with egress vpc-endpoints";

/** Whether the subnets of some tasks or of a function have a way to what they need. */
export function routeFindings(
  subject: string,
  placement: Placement,
  sight: Sight<ObservedNetwork | undefined>,
  needed: readonly AwsService[],
): Finding[] {
  return judged("network-route", subject, sight, (network) => {
    if (network === undefined) {
      const { subnetIds, securityGroupIds } = placement;
      return [
        problem(
          "network-route",
          subject,
          `of its subnets ${subnetIds.join(", ")} and security groups ${securityGroupIds.join(", ")}, one is not there`,
          "deploy the stack again",
        ),
      ];
    }
    return network.subnets.map((subnet) => subnetFinding(subject, subnet, network, { placement, needed }));
  });
}

function subnetFinding(
  subject: string,
  { id, routes }: ObservedSubnet,
  network: ObservedNetwork,
  { placement, needed }: { placement: Placement; needed: readonly AwsService[] },
): Finding {
  const route = routes.find((each) => each.DestinationCidrBlock === "0.0.0.0/0");
  const target = route && targetOf(route);
  const leadsOut = route?.State !== "blackhole" && (target === internetGateway ? placement.isPublic : true);
  if (target !== undefined && leadsOut) return ok("network-route", subject, `${id} has a route to ${target}`);
  const missing = needed.filter((service) => endpointFor(service, network) === undefined);
  if (missing.length === 0) return ok("network-route", subject, `${id} has endpoints for all that is needed`);
  return problem(
    "network-route",
    subject,
    `${id} ${lackOf(target, route)}, and there is no endpoint for ${missing.join(", ")}`,
    fix,
  );
}

function lackOf(target: string | undefined, route: Route | undefined): string {
  if (target === undefined) return "has no default route";
  if (route?.State === "blackhole") return `has a default route to ${target} that is gone`;
  return `has a default route to ${target}, which is of no use without a public address`;
}

const internetGateway = "an internet gateway";

/** Where a route leads, with its article. */
function targetOf(route: Route): string | undefined {
  if (route.NatGatewayId !== undefined) return "a NAT gateway";
  if (route.GatewayId?.startsWith("igw-") === true) return internetGateway;
  if (route.TransitGatewayId !== undefined) return "a transit gateway";
  if (route.NetworkInterfaceId ?? route.InstanceId) return "a network interface";
  return (route.GatewayId ?? route.VpcPeeringConnectionId) === undefined ? undefined : "a gateway";
}

/** The endpoint through which an AWS service is reached under its ordinary name, if there is one that works. */
export function endpointFor(service: AwsService, { endpoints }: ObservedNetwork) {
  return endpoints.find(
    ({ ServiceName = "", State, PrivateDnsEnabled, VpcEndpointType }) =>
      ServiceName.endsWith(`.${service}`) &&
      State?.toLowerCase() === "available" &&
      (VpcEndpointType === "Gateway" || PrivateDnsEnabled === true),
  );
}
