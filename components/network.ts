import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";

export interface CreatedNetwork {
  /** Addresses of the VPC, a /16 to /24 IPv4 block. */
  cidrBlock: string;
  availabilityZones: number;
  /** How private subnets reach out: the internet, or the four AWS services that tasks need and S3. */
  egress: "nat-gateway" | "vpc-endpoints";
  natGateways: "one-per-availability-zone" | "single";
}

export interface ExistingNetwork {
  vpcId: string;
  /** Subnets of the tasks. */
  privateSubnetIds: string[];
  /** Subnets of internet-facing load balancers. */
  publicSubnetIds: string[];
}

export interface NetworkArgs {
  create?: CreatedNetwork;
  existing?: ExistingNetwork;
  tags: Record<string, string>;
}

/** What tasks may reach on port 443 in a network without a way to the internet. */
export interface PrivateEndpoints {
  securityGroupId: pulumi.Output<string>;
  s3PrefixListId: pulumi.Output<string>;
}

/** The services that a Fargate task in a private subnet cannot start without, beside S3 (for image layers). */
const interfaceEndpoints = ["secretsmanager", "ecr.api", "ecr.dkr", "logs"] as const;

/** The network of an environment: a VPC of its own, or an existing one. */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  /** Present where endpoints are the only way out. */
  readonly endpoints?: PrivateEndpoints;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("secret-backed-services:components:Network", name, args, opts);
    const childOptions = { parent: this };
    if (args.create) {
      const vpc = createVpc(name, args.create, args.tags, childOptions);
      this.vpcId = vpc.vpcId;
      this.privateSubnetIds =
        args.create.egress === "nat-gateway" ? vpc.privateSubnetIds : vpc.isolatedSubnetIds;
      this.publicSubnetIds = vpc.publicSubnetIds;
      if (args.create.egress === "vpc-endpoints") {
        this.endpoints = createEndpoints(name, args.create, vpc, args.tags, childOptions);
      }
    } else {
      const { vpcId = "", privateSubnetIds = [], publicSubnetIds = [] } = args.existing ?? {};
      this.vpcId = pulumi.output(vpcId);
      this.privateSubnetIds = pulumi.output(privateSubnetIds);
      this.publicSubnetIds = pulumi.output(publicSubnetIds);
    }
    this.registerOutputs({
      vpcId: this.vpcId,
      privateSubnetIds: this.privateSubnetIds,
      publicSubnetIds: this.publicSubnetIds,
    });
  }
}

type ChildOptions = pulumi.CustomResourceOptions & pulumi.ComponentResourceOptions;

function createVpc(
  name: string,
  args: CreatedNetwork,
  tags: Record<string, string>,
  opts: ChildOptions,
): awsx.ec2.Vpc {
  const { cidrBlock, availabilityZones, egress, natGateways } = args;
  const reachesInternet = egress === "nat-gateway";
  return new awsx.ec2.Vpc(
    name,
    {
      cidrBlock,
      numberOfAvailabilityZones: availabilityZones,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      natGateways: { strategy: natStrategy(reachesInternet, natGateways) },
      subnetStrategy: awsx.ec2.SubnetAllocationStrategy.Auto,
      subnetSpecs: [
        { type: reachesInternet ? awsx.ec2.SubnetType.Private : awsx.ec2.SubnetType.Isolated },
        { type: awsx.ec2.SubnetType.Public },
      ],
      tags,
    },
    opts,
  );
}

function natStrategy(
  reachesInternet: boolean,
  natGateways: CreatedNetwork["natGateways"],
): awsx.ec2.NatGatewayStrategy {
  if (!reachesInternet) return awsx.ec2.NatGatewayStrategy.None;
  return natGateways === "single" ? awsx.ec2.NatGatewayStrategy.Single : awsx.ec2.NatGatewayStrategy.OnePerAz;
}

function createEndpoints(
  name: string,
  { cidrBlock }: CreatedNetwork,
  vpc: awsx.ec2.Vpc,
  tags: Record<string, string>,
  opts: ChildOptions,
): PrivateEndpoints {
  const securityGroup = new aws.ec2.SecurityGroup(
    `${name}-endpoints`,
    { description: "Interface endpoints of AWS services", vpcId: vpc.vpcId, tags },
    opts,
  );
  new aws.vpc.SecurityGroupIngressRule(
    `${name}-endpoints-https`,
    {
      securityGroupId: securityGroup.id,
      description: "HTTPS from within the VPC",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: cidrBlock,
      tags,
    },
    opts,
  );
  for (const service of interfaceEndpoints) {
    new aws.ec2.VpcEndpoint(
      `${name}-${service.replace(".", "-")}`,
      {
        vpcId: vpc.vpcId,
        serviceName: serviceName(service, "Interface", opts),
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: vpc.isolatedSubnetIds,
        securityGroupIds: [securityGroup.id],
        tags,
      },
      opts,
    );
  }
  const s3 = new aws.ec2.VpcEndpoint(
    `${name}-s3`,
    {
      vpcId: vpc.vpcId,
      serviceName: serviceName("s3", "Gateway", opts),
      vpcEndpointType: "Gateway",
      routeTableIds: vpc.routeTables.apply((tables) => pulumi.all(tables.map((table) => table.id))),
      tags,
    },
    opts,
  );
  return { securityGroupId: securityGroup.id, s3PrefixListId: s3.prefixListId };
}

/** An endpoint service's full name, which is not built alike in every partition. */
function serviceName(service: string, serviceType: "Gateway" | "Interface", { parent }: ChildOptions) {
  return aws.ec2.getVpcEndpointServiceOutput({ service, serviceType }, parent ? { parent } : {}).serviceName;
}
