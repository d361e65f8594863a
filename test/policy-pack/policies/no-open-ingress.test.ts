import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { noOpenIngress as policy } from "../../../policy-pack/policies/no-open-ingress";
import { knownInUpdate } from "../programs";
import { reports } from "../reports";

const everyone = "0.0.0.0/0";
const wayOut = "name the callers' ranges, or their security group";
const notPublic = (rule: string) =>
  `${rule}, and is not of an internet-facing load balancer of the stack: ${wayOut}`;

type Rule = Partial<aws.types.input.ec2.SecurityGroupIngress>;

const inlineGroup = (...rules: Rule[]) =>
  new aws.ec2.SecurityGroup("web", {
    ingress: rules.map((rule) => ({ protocol: "tcp", fromPort: 22, toPort: 22, ...rule })),
  });
const ingressRule = (args: Partial<aws.vpc.SecurityGroupIngressRuleArgs>) =>
  new aws.vpc.SecurityGroupIngressRule("rule", {
    securityGroupId: "sg-1",
    ipProtocol: "tcp",
    fromPort: 8080,
    toPort: 8080,
    ...args,
  });
const securityGroupRule = (type: string, cidrBlocks: string[]) =>
  new aws.ec2.SecurityGroupRule("rule", {
    securityGroupId: "sg-1",
    type,
    protocol: "tcp",
    fromPort: 0,
    toPort: 65535,
    cidrBlocks,
  });

describe("no-open-ingress", () => {
  it("accepts ranges, security groups and prefix lists", async () => {
    const program = () => {
      inlineGroup(
        { cidrBlocks: ["10.0.0.0/8", "203.0.113.0/24"] },
        { securityGroups: ["sg-2"] },
        { self: true },
      );
      ingressRule({ cidrIpv4: "10.10.0.0/16" });
      new aws.vpc.SecurityGroupIngressRule("group", {
        securityGroupId: "sg-1",
        ipProtocol: "-1",
        referencedSecurityGroupId: "sg-2",
      });
    };
    assert.deepEqual(await reports(policy, program), []);
  });

  it("accepts whatever goes out", async () => {
    const program = () => {
      securityGroupRule("egress", [everyone]);
      new aws.vpc.SecurityGroupEgressRule("out", {
        securityGroupId: "sg-1",
        ipProtocol: "-1",
        cidrIpv4: everyone,
      });
      new aws.ec2.SecurityGroup("web", {
        egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: [everyone] }],
      });
    };
    assert.deepEqual(await reports(policy, program), []);
  });

  it("refuses the internet in inline rules, each by its index, of the default group too", async () => {
    const open = { cidrBlocks: ["10.0.0.0/8", everyone] };
    assert.deepEqual(
      await reports(policy, () => inlineGroup({ self: true }, open, { ipv6CidrBlocks: ["::/0"] })),
      [
        `mandatory SecurityGroup web: ingress[1] lets 0.0.0.0/0 in on port 22: ${wayOut}`,
        `mandatory SecurityGroup web: ingress[2] lets ::/0 in on port 22: ${wayOut}`,
      ],
    );
    const defaultGroup = () =>
      new aws.ec2.DefaultSecurityGroup("web", {
        ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: [everyone] }],
      });
    assert.deepEqual(await reports(policy, defaultGroup), [
      `mandatory DefaultSecurityGroup web: ingress[0] lets 0.0.0.0/0 in on all ports: ${wayOut}`,
    ]);
  });

  it("refuses the internet in rules that are resources of their own", async () => {
    assert.deepEqual(await reports(policy, () => securityGroupRule("ingress", [everyone])), [
      `mandatory SecurityGroupRule rule: lets 0.0.0.0/0 in on ports 0 to 65535: ${wayOut}`,
    ]);
    assert.deepEqual(await reports(policy, () => ingressRule({ cidrIpv4: everyone })), [
      `mandatory SecurityGroupIngressRule rule: lets 0.0.0.0/0 in on port 8080: ${wayOut}`,
    ]);
    assert.deepEqual(await reports(policy, () => ingressRule({ cidrIpv6: "::/0", ipProtocol: "-1" })), [
      `mandatory SecurityGroupIngressRule rule: lets ::/0 in on all ports: ${wayOut}`,
    ]);
  });

  it("refuses the internet in two halves", async () => {
    assert.deepEqual(await reports(policy, () => inlineGroup({ cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] })), [
      `mandatory SecurityGroup web: ingress[0] lets 0.0.0.0/1 in on port 22: ${wayOut}`,
    ]);
  });

  describe("for a load balancer", () => {
    const loadBalancer = (group: aws.ec2.SecurityGroup, internal?: boolean) =>
      new aws.lb.LoadBalancer("web", {
        securityGroups: [group.id],
        ...(internal === undefined ? {} : { internal }),
      });
    const https = (group: pulumi.Input<string>, port = 443) =>
      ingressRule({ securityGroupId: group, fromPort: port, toPort: port, cidrIpv4: everyone });
    const inlineHttps = { fromPort: 443, toPort: 443, cidrBlocks: [everyone] };

    it("accepts the internet on a public port of one that faces it", async () => {
      const rules = () => {
        const group = new aws.ec2.SecurityGroup("web");
        loadBalancer(group);
        https(group.id);
      };
      assert.deepEqual(await reports(policy, rules), []);
      assert.deepEqual(await reports(policy, () => loadBalancer(inlineGroup(inlineHttps), false)), []);
    });

    it("refuses it for one that is internal, and for what is no load balancer", async () => {
      const rule = "ingress[0] lets 0.0.0.0/0 in on port 443";
      const refused = [`mandatory SecurityGroup web: ${notPublic(rule)}`];
      assert.deepEqual(await reports(policy, () => loadBalancer(inlineGroup(inlineHttps), true)), refused);
      assert.deepEqual(await reports(policy, () => inlineGroup(inlineHttps)), refused);
      const rules = () => {
        loadBalancer(new aws.ec2.SecurityGroup("balancer"));
        https(new aws.ec2.SecurityGroup("tasks").id);
      };
      assert.deepEqual(await reports(policy, rules), [
        `mandatory SecurityGroupIngressRule rule: ${notPublic("lets 0.0.0.0/0 in on port 443")}`,
      ]);
    });

    it("refuses other ports, by the settings", async () => {
      const program = (port: number) => () => {
        const group = new aws.ec2.SecurityGroup("web");
        loadBalancer(group);
        https(group.id, port);
      };
      const policyConfig = { [policy.name]: { publicPorts: [8443] } };
      assert.deepEqual(await reports(policy, program(8443)), [
        `mandatory SecurityGroupIngressRule rule: lets 0.0.0.0/0 in on port 8443: ${wayOut}`,
      ]);
      assert.deepEqual(await reports(policy, program(8443), { policyConfig }), []);
      assert.deepEqual(await reports(policy, program(443), { policyConfig }), [
        `mandatory SecurityGroupIngressRule rule: lets 0.0.0.0/0 in on port 443: ${wayOut}`,
      ]);
    });
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const undetermined = (type: string, place: string) =>
      `advisory ${type}: undetermined at preview: ${place} (judged during the update, before the resource is made)`;
    const inline = () => inlineGroup({ cidrBlocks: [knownInUpdate(everyone)] });
    assert.deepEqual(await reports(policy, inline), [undetermined("SecurityGroup web", "ingress[0] ranges")]);
    assert.deepEqual(await reports(policy, inline, { preview: false }), [
      `mandatory SecurityGroup web: ingress[0] lets 0.0.0.0/0 in on port 22: ${wayOut}`,
    ]);
    const ports = () => ingressRule({ cidrIpv4: everyone, fromPort: knownInUpdate(443) });
    assert.deepEqual(await reports(policy, ports), [undetermined("SecurityGroupIngressRule rule", "ports")]);
    assert.deepEqual(await reports(policy, () => ingressRule({ cidrIpv4: knownInUpdate(everyone) })), [
      undetermined("SecurityGroupIngressRule rule", "ranges"),
    ]);
  });
});
