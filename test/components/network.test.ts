import assert from "node:assert/strict";

import { type CreatedNetwork, Network, type NetworkArgs } from "../../components/network";
import { record } from "../../local/offline/recorder";
import { networkAnswers, typesAndNames } from "../support/components";
import { resourceOf, resourcesOf } from "../support/pulumi";

const created: CreatedNetwork = {
  cidrBlock: "10.0.0.0/16",
  availabilityZones: 3,
  egress: "nat-gateway",
  natGateways: "single",
};
const tags = { Environment: "test" };

function recordNetwork(args: Omit<NetworkArgs, "tags">) {
  return record(() => {
    new Network("test", { ...args, tags });
  }, networkAnswers);
}

const outputsOf = async (args: Omit<NetworkArgs, "tags">) =>
  resourceOf(await recordNetwork(args), "secret-backed-services:components:Network").outputs;

describe("Network", () => {
  it("creates a VPC whose private subnets reach the internet by NAT", async () => {
    const recording = await recordNetwork({ create: created });
    assert.deepEqual(typesAndNames(recording.resources), [
      "awsx:ec2:Vpc test",
      "secret-backed-services:components:Network test",
    ]);
    assert.deepEqual(resourceOf(recording, "awsx:ec2:Vpc").inputs, {
      cidrBlock: "10.0.0.0/16",
      numberOfAvailabilityZones: 3,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      natGateways: { strategy: "Single" },
      subnetStrategy: "Auto",
      subnetSpecs: [{ type: "Private" }, { type: "Public" }],
      tags,
    });
    assert.deepEqual(await outputsOf({ create: created }), {
      vpcId: "vpc-00000001",
      privateSubnetIds: ["subnet-private1", "subnet-private2"],
      publicSubnetIds: ["subnet-public1", "subnet-public2"],
    });
  });

  it("makes a NAT gateway for each zone when told to", async () => {
    const recording = await recordNetwork({
      create: { ...created, natGateways: "one-per-availability-zone" },
    });
    assert.deepEqual(resourceOf(recording, "awsx:ec2:Vpc").inputs.natGateways, { strategy: "OnePerAz" });
  });

  it("creates a VPC without a way to the internet but with the endpoints that tasks need", async () => {
    const recording = await recordNetwork({ create: { ...created, egress: "vpc-endpoints" } });
    assert.deepEqual(typesAndNames(recording.resources), [
      "aws:ec2/securityGroup:SecurityGroup test-endpoints",
      "aws:ec2/vpcEndpoint:VpcEndpoint test-ecr-api",
      "aws:ec2/vpcEndpoint:VpcEndpoint test-ecr-dkr",
      "aws:ec2/vpcEndpoint:VpcEndpoint test-logs",
      "aws:ec2/vpcEndpoint:VpcEndpoint test-s3",
      "aws:ec2/vpcEndpoint:VpcEndpoint test-secretsmanager",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule test-endpoints-https",
      "awsx:ec2:Vpc test",
      "secret-backed-services:components:Network test",
    ]);
    const { natGateways, subnetSpecs } = resourceOf(recording, "awsx:ec2:Vpc").inputs;
    assert.deepEqual(
      { natGateways, subnetSpecs },
      {
        natGateways: { strategy: "None" },
        subnetSpecs: [{ type: "Isolated" }, { type: "Public" }],
      },
    );
    const securityGroupId = resourceOf(recording, "aws:ec2/securityGroup:SecurityGroup").outputs.id;
    const endpoints = resourcesOf(recording, "aws:ec2/vpcEndpoint:VpcEndpoint");
    assert.deepEqual(endpoints.find(({ name }) => name === "test-ecr-api")?.inputs, {
      vpcId: "vpc-00000001",
      serviceName: "com.amazonaws.us-east-1.ecr.api",
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: ["subnet-isolated1", "subnet-isolated2"],
      securityGroupIds: [securityGroupId],
      tags,
    });
    assert.deepEqual(endpoints.find(({ name }) => name === "test-s3")?.inputs, {
      vpcId: "vpc-00000001",
      serviceName: "com.amazonaws.us-east-1.s3",
      vpcEndpointType: "Gateway",
      routeTableIds: ["rtb-00000001", "rtb-00000002"],
      tags,
    });
    assert.deepEqual(
      resourceOf(recording, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs,
      {
        securityGroupId,
        description: "HTTPS from within the VPC",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "10.0.0.0/16",
        tags,
      },
    );
  });

  it("takes an existing VPC as it is", async () => {
    const existing = { vpcId: "vpc-1", privateSubnetIds: ["subnet-1"], publicSubnetIds: [] };
    const recording = await recordNetwork({ existing });
    assert.deepEqual(typesAndNames(recording.resources), ["secret-backed-services:components:Network test"]);
    assert.deepEqual(await outputsOf({ existing }), {
      vpcId: "vpc-1",
      privateSubnetIds: ["subnet-1"],
      publicSubnetIds: [],
    });
  });

  it("puts everything under itself", async () => {
    const recording = await recordNetwork({ create: { ...created, egress: "vpc-endpoints" } });
    const { urn } = resourceOf(recording, "secret-backed-services:components:Network");
    const children = recording.resources.filter((resource) => resource.urn !== urn);
    assert.deepEqual([...new Set(children.map(({ parent }) => parent))], [urn]);
  });
});
