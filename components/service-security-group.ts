import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { type ServiceLoadBalancer } from "./service-load-balancer";
import { type SharedEnvironment } from "./shared-environment";

/** TCP connections that tasks may open. */
export interface EgressRule {
  port: number;
  cidrBlocks: string[];
}

export interface ServiceSecurityGroupArgs {
  service: string;
  environment: SharedEnvironment;
  port?: number | undefined;
  egress: EgressRule[];
  loadBalancer?: ServiceLoadBalancer | undefined;
  tags: Record<string, string>;
}

/**
 * The tasks' security group: nothing comes in but from the service's load balancer, and what goes out is HTTPS (to the
 * VPC's endpoints alone where there are some) and the declared connections.
 */
export function createServiceSecurityGroup(
  name: string,
  args: ServiceSecurityGroupArgs,
  opts: pulumi.CustomResourceOptions,
): aws.ec2.SecurityGroup {
  const { service, environment, tags } = args;
  const securityGroup = new aws.ec2.SecurityGroup(
    name,
    { description: `Tasks of ${service}`, vpcId: environment.vpcId, tags },
    opts,
  );
  const rule = { securityGroupId: securityGroup.id, ipProtocol: "tcp", tags };
  allowHttps(name, environment, rule, opts);
  allowImageLayers(name, environment, rule, opts);
  allowDeclaredEgress(name, args, rule, opts);
  allowLoadBalancer(name, args, securityGroup, opts);
  return securityGroup;
}

export interface FunctionSecurityGroupArgs {
  description: string;
  environment: SharedEnvironment;
  egress: EgressRule[];
  tags: Record<string, string>;
}

/** A function's security group: nothing comes in, and what goes out is what its service's tasks may open too. */
export function createFunctionSecurityGroup(
  name: string,
  args: FunctionSecurityGroupArgs,
  opts: pulumi.CustomResourceOptions,
): aws.ec2.SecurityGroup {
  const { description, environment, tags } = args;
  const securityGroup = new aws.ec2.SecurityGroup(
    name,
    { description, vpcId: environment.vpcId, tags },
    opts,
  );
  const rule = { securityGroupId: securityGroup.id, ipProtocol: "tcp", tags };
  allowHttps(name, environment, rule, opts);
  allowDeclaredEgress(name, args, rule, opts);
  return securityGroup;
}

interface RuleBase {
  securityGroupId: pulumi.Output<string>;
  ipProtocol: string;
  tags: Record<string, string>;
}

function allowHttps(
  name: string,
  { endpoints }: SharedEnvironment,
  base: RuleBase,
  opts: pulumi.CustomResourceOptions,
): void {
  const https = { ...base, fromPort: 443, toPort: 443 };
  if (!endpoints) {
    const description = "HTTPS to AWS and to third parties";
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-https`,
      { ...https, description, cidrIpv4: "0.0.0.0/0" },
      opts,
    );
    return;
  }
  new aws.vpc.SecurityGroupEgressRule(
    `${name}-endpoints`,
    { ...https, description: "HTTPS to AWS services", referencedSecurityGroupId: endpoints.securityGroupId },
    opts,
  );
}

function allowImageLayers(
  name: string,
  { endpoints }: SharedEnvironment,
  base: RuleBase,
  opts: pulumi.CustomResourceOptions,
): void {
  if (!endpoints) return;
  const https = { ...base, fromPort: 443, toPort: 443 };
  new aws.vpc.SecurityGroupEgressRule(
    `${name}-s3`,
    { ...https, description: "HTTPS to S3, for image layers", prefixListId: endpoints.s3PrefixListId },
    opts,
  );
}

function allowDeclaredEgress(
  name: string,
  { egress }: Pick<ServiceSecurityGroupArgs, "egress">,
  base: RuleBase,
  opts: pulumi.CustomResourceOptions,
): void {
  for (const { port, cidrBlocks } of egress) {
    for (const cidrIpv4 of cidrBlocks) {
      new aws.vpc.SecurityGroupEgressRule(
        `${name}-to-${cidrIpv4}-${port}`,
        { ...base, description: "Declared connection", fromPort: port, toPort: port, cidrIpv4 },
        opts,
      );
    }
  }
}

function allowLoadBalancer(
  name: string,
  { port, loadBalancer, tags }: ServiceSecurityGroupArgs,
  securityGroup: aws.ec2.SecurityGroup,
  opts: pulumi.CustomResourceOptions,
): void {
  if (!loadBalancer || port === undefined) return;
  const between = { ipProtocol: "tcp", fromPort: port, toPort: port, tags };
  new aws.vpc.SecurityGroupIngressRule(
    `${name}-from-load-balancer`,
    {
      ...between,
      securityGroupId: securityGroup.id,
      description: "Requests from the load balancer",
      referencedSecurityGroupId: loadBalancer.securityGroupId,
    },
    opts,
  );
  new aws.vpc.SecurityGroupEgressRule(
    `${name}-load-balancer-to-tasks`,
    {
      ...between,
      securityGroupId: loadBalancer.securityGroupId,
      description: "Requests to the tasks",
      referencedSecurityGroupId: securityGroup.id,
    },
    opts,
  );
}
