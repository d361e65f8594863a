import { type Breakage, balanced, certificateArn, created, service } from "./breakage";

/** Networks, and services that do not fit into theirs. */
export const wrongNetworks: readonly Breakage[] = [
  [
    "a VPC's name for its id",
    { "network.existing.vpcId": "main" },
    'network.existing.vpcId must be an id such as vpc-0123456789abcdef0 (got "main")',
  ],
  [
    "a subnet twice",
    { "network.existing.publicSubnetIds": ["subnet-00000001"] },
    'network.existing.publicSubnetIds[0] is declared already in network.existing.privateSubnetIds[0]: keep one of them (got "subnet-00000001")',
  ],
  [
    "a block with an address for its start",
    { network: { create: { ...created, cidrBlock: "10.0.5.7/20" } } },
    'network.create.cidrBlock must begin at the first address of its block: write 10.0.0.0/20 (got "10.0.5.7/20")',
  ],
  [
    "a block that is too large",
    { network: { create: { ...created, cidrBlock: "10.0.0.0/8" } } },
    'network.create.cidrBlock must be a /16 to /24 block (got "10.0.0.0/8")',
  ],
  [
    "one availability zone",
    { network: { create: { ...created, availabilityZones: 1 } } },
    "network.create.availabilityZones must be at least 2 (got 1)",
  ],
  [
    "an address without prefix",
    { [`${service}.egress`]: [{ port: 27017, cidrBlocks: ["10.0.0.1"] }] },
    `${service}.egress[0].cidrBlocks[0] must be an IPv4 CIDR block such as 10.0.0.0/16 (got "10.0.0.1")`,
  ],
  [
    "a connection twice",
    { [`${service}.egress`]: [1, 2].map(() => ({ port: 27017, cidrBlocks: ["10.0.0.0/16"] })) },
    `${service}.egress[1].cidrBlocks[0] is declared already in services[0].egress[0].cidrBlocks[0]: keep one of them (got "10.0.0.0/16 on port 27017")`,
  ],
  [
    "an internet-facing load balancer without public subnets",
    balanced({ internal: false }),
    `${service}.loadBalancer needs at least two subnets in two availability zones: add to network.existing.publicSubnetIds, which has 0`,
  ],
  [
    "a load balancer that no caller may reach",
    balanced({ ingressCidrBlocks: [] }),
    `${service}.loadBalancer.ingressCidrBlocks must have at least 1 entry (got a list of 0)`,
  ],
  [
    "a certificate of another region",
    balanced(),
    `${service}.loadBalancer.certificateArn must be in us-east-1, the region that aws:region sets (got "${certificateArn}")`,
    { others: { "aws:region": "us-east-1" } },
  ],
  [
    "an image from the internet behind VPC endpoints",
    { network: { create: { egress: "vpc-endpoints" } }, [`${service}.image`]: "nginx:1.29" },
    `${service}.image must be in a private Amazon ECR repository, as network.create.egress is "vpc-endpoints" (got "nginx:1.29")`,
  ],
];
