import assert from "node:assert/strict";

import { createServiceSecurityGroup, type EgressRule } from "../../components/service-security-group";
import { type CreatedNetwork } from "../../components/network";
import { record } from "../../local/offline/recorder";
import { networkAnswers, testEnvironment } from "../support/components";
import { resourceOf, resourcesOf } from "../support/pulumi";

const tags = { Service: "auth-service" };

function recordGroup(egress: EgressRule[], network?: { create: CreatedNetwork }) {
  return record(() => {
    const environment = testEnvironment(network ? { network } : {});
    createServiceSecurityGroup(
      "auth-service",
      { service: "auth-service", environment, egress, tags },
      { parent: environment },
    );
  }, networkAnswers);
}

const egressRules = async (...args: Parameters<typeof recordGroup>) => {
  const recording = await recordGroup(...args);
  return resourcesOf(recording, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").map(
    ({ name, inputs }) => {
      const { cidrIpv4, prefixListId, referencedSecurityGroupId, fromPort, toPort, ipProtocol } = inputs;
      return {
        name,
        to: cidrIpv4 ?? prefixListId ?? referencedSecurityGroupId,
        ports: [fromPort, toPort],
        ipProtocol,
      };
    },
  );
};

describe("createServiceSecurityGroup", () => {
  it("lets nothing in and HTTPS out", async () => {
    const recording = await recordGroup([]);
    assert.deepEqual(resourceOf(recording, "aws:ec2/securityGroup:SecurityGroup").inputs, {
      description: "Tasks of auth-service",
      vpcId: "vpc-1",
      tags,
    });
    assert.deepEqual(resourcesOf(recording, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"), []);
    assert.deepEqual(await egressRules([]), [
      { name: "auth-service-https", to: "0.0.0.0/0", ports: [443, 443], ipProtocol: "tcp" },
    ]);
  });

  it("opens each declared connection to each declared network", async () => {
    const rules = await egressRules([{ port: 27017, cidrBlocks: ["192.0.2.0/24", "198.51.100.0/24"] }]);
    assert.deepEqual(rules.slice(1), [
      {
        name: "auth-service-to-192.0.2.0/24-27017",
        to: "192.0.2.0/24",
        ports: [27017, 27017],
        ipProtocol: "tcp",
      },
      {
        name: "auth-service-to-198.51.100.0/24-27017",
        to: "198.51.100.0/24",
        ports: [27017, 27017],
        ipProtocol: "tcp",
      },
    ]);
  });

  it("reaches the endpoints and S3 only, in a network without a way to the internet", async () => {
    const create: CreatedNetwork = {
      cidrBlock: "10.0.0.0/16",
      availabilityZones: 2,
      egress: "vpc-endpoints",
      natGateways: "single",
    };
    const recording = await recordGroup([], { create });
    const endpoints = resourceOf(recording, "aws:ec2/securityGroup:SecurityGroup", "test-endpoints").outputs
      .id;
    assert.deepEqual(await egressRules([], { create }), [
      { name: "auth-service-endpoints", to: endpoints, ports: [443, 443], ipProtocol: "tcp" },
      { name: "auth-service-s3", to: "pl-00000001", ports: [443, 443], ipProtocol: "tcp" },
    ]);
  });
});
