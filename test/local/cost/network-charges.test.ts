import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";

import { Network } from "../../../components/network";
import { chargesOf } from "./recorded-charges";

const vpc = (name: string, zones: number | undefined, strategy: awsx.ec2.NatGatewayStrategy) =>
  new awsx.ec2.Vpc(name, {
    ...(zones !== undefined && { numberOfAvailabilityZones: zones }),
    natGateways: { strategy },
  });

describe("vpcCharges", () => {
  it("counts the NAT gateways that awsx will make, a public address for each, and the data once", async () => {
    const charges = await chargesOf(() => {
      vpc("none", 2, "None");
      vpc("single", 2, "Single");
      vpc("each", 3, "OnePerAz");
    }, "networkGb=40");
    assert.deepEqual(charges, {
      none: {},
      single: { natGateway: 730, publicAddress: 730, natData: 40 },
      each: { natGateway: 2190, publicAddress: 2190, natData: 40 },
    });
  });

  it("says so where the number of zones is left to awsx", async () => {
    const { open } = await chargesOf(() => {
      vpc("open", undefined, "OnePerAz");
    });
    assert.equal(open, "how many zones and NAT gateways it has is not known here");
  });
});

describe("endpointCharges", () => {
  it("charges an interface endpoint for each zone, shares the data among all, and takes gateways for free", async () => {
    const charges = await chargesOf(() => {
      const { vpcId, isolatedSubnetIds } = vpc("shop", 3, "None");
      const endpoint = (name: string, args: Partial<aws.ec2.VpcEndpointArgs>) =>
        new aws.ec2.VpcEndpoint(name, { vpcId, serviceName: name, vpcEndpointType: "Interface", ...args });
      endpoint("logs", { subnetIds: isolatedSubnetIds });
      endpoint("ecr", { subnetIds: ["subnet-a", "subnet-b"] });
      endpoint("open", {});
      endpoint("s3", { vpcEndpointType: "Gateway" });
    });
    assert.deepEqual(charges, {
      shop: {},
      logs: { endpoint: 2190, endpointData: 100 / 3 },
      ecr: { endpoint: 1460, endpointData: 100 / 3 },
      open: "in how many zones it is, is not known here",
      s3: {},
    });
  });
});

describe("loadBalancerCharges", () => {
  it("charges for capacity as assumed, and for public addresses only where the internet comes in", async () => {
    const charges = await chargesOf(() => {
      const subnets = ["subnet-a", "subnet-b"];
      const loadBalancerType = "application";
      new aws.lb.LoadBalancer("inner", { loadBalancerType, internal: true, subnets });
      new aws.lb.LoadBalancer("outer", { loadBalancerType, internal: false, subnets });
      new aws.lb.LoadBalancer("elsewhere", { loadBalancerType, internal: false });
      new aws.lb.LoadBalancer("network", { loadBalancerType: "network", subnets });
    }, "loadBalancerUnits=2");
    assert.deepEqual(charges, {
      inner: { loadBalancer: 730, loadBalancerCapacity: 1460 },
      outer: { loadBalancer: 730, loadBalancerCapacity: 1460, publicAddress: 1460 },
      elsewhere: "in how many zones it is, is not known here",
      network: "only application load balancers are priced",
    });
  });
});

describe("an existing network", () => {
  it("is named, as what it costs is not in the sums", async () => {
    const charges = await chargesOf(() => {
      const existing = { vpcId: "vpc-0", privateSubnetIds: ["subnet-a"], publicSubnetIds: [] };
      new Network("test", { existing, tags: {} });
    });
    assert.deepEqual(charges, {
      test: "it exists already, so that its gateways and endpoints are not in the sums",
    });
  });
});
