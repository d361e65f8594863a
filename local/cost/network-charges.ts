import { z } from "zod";

import { type Registration } from "../offline/registration";
import { type Amounts, originOf, type Use } from "./amounts";
import { hoursPerMonth } from "./assumptions";

const vpcType = "awsx:ec2:Vpc";

/** A VPC of awsx is one node here, as its provider makes the rest: its arguments say what that will be. */
const vpcSchema = z.object({
  numberOfAvailabilityZones: z.number(),
  natGateways: z.object({ strategy: z.enum(["None", "Single", "OnePerAz"]) }),
});

/** The NAT gateways of a VPC, each of which has a public address. */
export function vpcCharges({ inputs }: Registration, { assumptions }: Use): Amounts | string {
  const { data } = vpcSchema.safeParse(inputs);
  if (data === undefined) return "how many zones and NAT gateways it has is not known here";
  const { numberOfAvailabilityZones, natGateways } = data;
  const gateways = { None: 0, Single: 1, OnePerAz: numberOfAvailabilityZones }[natGateways.strategy];
  if (gateways === 0) return {};
  const hours = gateways * hoursPerMonth;
  return { natGateway: hours, publicAddress: hours, natData: assumptions.networkGb };
}

/** An interface endpoint, which is charged in each zone; one of the type Gateway is free. */
export function endpointCharges(endpoint: Registration, use: Use): Amounts | string {
  if (!isInterface(endpoint)) return {};
  const zones = zonesOf(endpoint, "subnetIds", use);
  if (zones === undefined) return "in how many zones it is, is not known here";
  const endpoints = use.resources.filter(({ type }) => type === endpoint.type).filter(isInterface).length;
  return { endpoint: zones * hoursPerMonth, endpointData: use.assumptions.networkGb / endpoints };
}

function isInterface({ inputs }: Registration): boolean {
  return inputs.vpcEndpointType === "Interface";
}

/** An application load balancer; one that the internet reaches has a public address in each zone. */
export function loadBalancerCharges(loadBalancer: Registration, use: Use): Amounts | string {
  if (loadBalancer.inputs.loadBalancerType !== "application")
    return "only application load balancers are priced";
  const capacity = use.assumptions.loadBalancerUnits * hoursPerMonth;
  const amounts = { loadBalancer: hoursPerMonth, loadBalancerCapacity: capacity };
  if (loadBalancer.inputs.internal === true) return amounts;
  const zones = zonesOf(loadBalancer, "subnets", use);
  if (zones === undefined) return "in how many zones it is, is not known here";
  return { ...amounts, publicAddress: zones * hoursPerMonth };
}

/** How many subnets, each in a zone of its own, a property lists: those of a VPC of awsx, or a list. */
function zonesOf(resource: Registration, property: string, use: Use): number | undefined {
  const subnets = resource.inputs[property];
  if (Array.isArray(subnets)) return subnets.length;
  const vpc = originOf(resource, property, vpcType, use);
  return vpcSchema.safeParse(vpc?.inputs).data?.numberOfAvailabilityZones;
}
