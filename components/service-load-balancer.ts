import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type ServicePlace } from "./service-place";

export interface LoadBalancerSpec {
  /** ACM certificate of the HTTPS listener. */
  certificateArn: string;
  /** Who may connect on port 443. */
  ingressCidrBlocks: string[];
  /** Whether it has private addresses only. */
  internal: boolean;
  /** Path that answers 200 when a task is healthy. */
  healthCheckPath: string;
}

export interface ServiceLoadBalancerArgs extends LoadBalancerSpec {
  service: string;
  environment: ServicePlace;
  /** Port that the tasks listen on. */
  port: number;
  deletionProtection: boolean;
  tags: Record<string, string>;
}

/** Modern TLS only: 1.3 and 1.2 with forward secrecy. */
const sslPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/** An Application Load Balancer with an HTTPS listener, closed but for the declared callers. */
export class ServiceLoadBalancer extends pulumi.ComponentResource {
  readonly securityGroupId: pulumi.Output<string>;
  readonly targetGroupArn: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  /** What must exist before a service can register its tasks. */
  readonly listener: aws.lb.Listener;

  constructor(name: string, args: ServiceLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    const { service, port, certificateArn, ingressCidrBlocks, internal, healthCheckPath } = args;
    super(
      "secret-backed-services:components:ServiceLoadBalancer",
      name,
      { service, port, certificateArn, ingressCidrBlocks, internal, healthCheckPath },
      opts,
    );
    const childOptions = { parent: this };
    const securityGroup = createSecurityGroup(name, args, childOptions);
    const loadBalancer = createLoadBalancer(name, args, securityGroup, childOptions);
    const targetGroup = createTargetGroup(name, args, childOptions);
    this.listener = createListener(name, args, loadBalancer, targetGroup, childOptions);

    this.securityGroupId = securityGroup.id;
    this.targetGroupArn = targetGroup.arn;
    this.url = pulumi.interpolate`https://${loadBalancer.dnsName}`;
    this.registerOutputs({ url: this.url });
  }
}

function createSecurityGroup(
  name: string,
  { service, environment, ingressCidrBlocks, tags }: ServiceLoadBalancerArgs,
  opts: pulumi.CustomResourceOptions,
): aws.ec2.SecurityGroup {
  const securityGroup = new aws.ec2.SecurityGroup(
    name,
    { description: `Load balancer of ${service}`, vpcId: environment.vpcId, tags },
    opts,
  );
  for (const cidrIpv4 of ingressCidrBlocks) {
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-from-${cidrIpv4}`,
      {
        securityGroupId: securityGroup.id,
        description: "HTTPS from a declared caller",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4,
        tags,
      },
      opts,
    );
  }
  return securityGroup;
}

function createLoadBalancer(
  name: string,
  { service, environment, internal, deletionProtection, tags }: ServiceLoadBalancerArgs,
  securityGroup: aws.ec2.SecurityGroup,
  opts: pulumi.CustomResourceOptions,
): aws.lb.LoadBalancer {
  return new aws.lb.LoadBalancer(
    name,
    {
      name: `${service}-${environment.environment}`,
      loadBalancerType: "application",
      internal,
      subnets: internal ? environment.privateSubnetIds : environment.publicSubnetIds,
      securityGroups: [securityGroup.id],
      dropInvalidHeaderFields: true,
      enableDeletionProtection: deletionProtection,
      tags,
    },
    { ...opts, protect: deletionProtection },
  );
}

function createTargetGroup(
  name: string,
  { service, environment, port, healthCheckPath, tags }: ServiceLoadBalancerArgs,
  opts: pulumi.CustomResourceOptions,
): aws.lb.TargetGroup {
  return new aws.lb.TargetGroup(
    name,
    {
      name: `${service}-${environment.environment}`,
      vpcId: environment.vpcId,
      targetType: "ip",
      protocol: "HTTP",
      port,
      deregistrationDelay: 30,
      healthCheck: { path: healthCheckPath, protocol: "HTTP", matcher: "200" },
      tags,
    },
    opts,
  );
}

function createListener(
  name: string,
  { certificateArn, tags }: ServiceLoadBalancerArgs,
  loadBalancer: aws.lb.LoadBalancer,
  targetGroup: aws.lb.TargetGroup,
  opts: pulumi.CustomResourceOptions,
): aws.lb.Listener {
  return new aws.lb.Listener(
    name,
    {
      loadBalancerArn: loadBalancer.arn,
      protocol: "HTTPS",
      port: 443,
      sslPolicy,
      certificateArn,
      defaultActions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
      tags,
    },
    opts,
  );
}
