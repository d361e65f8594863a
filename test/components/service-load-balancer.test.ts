import assert from "node:assert/strict";

import { ServiceLoadBalancer, type ServiceLoadBalancerArgs } from "../../components/service-load-balancer";
import { record } from "../../local/offline/recorder";
import { testEnvironment } from "../support/components";
import { resourceOf } from "../support/pulumi";

const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-4000-8000-000000000000";
const tags = { Service: "auth-service" };

function recordLoadBalancer(overrides: Partial<ServiceLoadBalancerArgs> = {}) {
  return record(() => {
    const environment = testEnvironment();
    const args = {
      service: "auth-service",
      port: 8080,
      certificateArn,
      ingressCidrBlocks: ["192.0.2.0/24"],
      healthCheckPath: "/health",
    };
    new ServiceLoadBalancer("auth-service", {
      ...args,
      internal: true,
      deletionProtection: false,
      environment,
      tags,
      ...overrides,
    });
  });
}

describe("ServiceLoadBalancer", () => {
  it("listens with HTTPS only, on private addresses, for the declared callers", async () => {
    const recording = await recordLoadBalancer();
    const securityGroupId = resourceOf(recording, "aws:ec2/securityGroup:SecurityGroup").outputs.id;
    assert.deepEqual(resourceOf(recording, "aws:lb/loadBalancer:LoadBalancer").inputs, {
      name: "auth-service-test",
      loadBalancerType: "application",
      internal: true,
      subnets: ["subnet-1", "subnet-2"],
      securityGroups: [securityGroupId],
      dropInvalidHeaderFields: true,
      enableDeletionProtection: false,
      tags,
    });
    assert.deepEqual(resourceOf(recording, "aws:lb/listener:Listener").inputs, {
      loadBalancerArn: resourceOf(recording, "aws:lb/loadBalancer:LoadBalancer").outputs.arn,
      protocol: "HTTPS",
      port: 443,
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      certificateArn,
      defaultActions: [
        {
          type: "forward",
          targetGroupArn: resourceOf(recording, "aws:lb/targetGroup:TargetGroup").outputs.arn,
        },
      ],
      tags,
    });
    assert.deepEqual(
      resourceOf(recording, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs,
      {
        securityGroupId,
        description: "HTTPS from a declared caller",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "192.0.2.0/24",
        tags,
      },
    );
  });

  it("sends requests to healthy tasks by their addresses", async () => {
    assert.deepEqual(resourceOf(await recordLoadBalancer(), "aws:lb/targetGroup:TargetGroup").inputs, {
      name: "auth-service-test",
      vpcId: "vpc-1",
      targetType: "ip",
      protocol: "HTTP",
      port: 8080,
      deregistrationDelay: 30,
      healthCheck: { path: "/health", protocol: "HTTP", matcher: "200" },
      tags,
    });
  });

  it("stands in the public subnets where it faces the internet", async () => {
    const { inputs } = resourceOf(
      await recordLoadBalancer({ internal: false }),
      "aws:lb/loadBalancer:LoadBalancer",
    );
    assert.deepEqual([inputs.internal, inputs.subnets], [false, ["subnet-3", "subnet-4"]]);
  });
});
