import {
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeAvailabilityZonesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type Filter,
} from "@aws-sdk/client-ec2";

import { subnetBlocks } from "./subnets";

/** A network in the local AWS, as the setting `network.existing` names it. */
export interface LocalNetwork {
  vpcId: string;
  privateSubnetIds: string[];
  publicSubnetIds: string[];
}

export interface NetworkShape {
  /** Addresses of the VPC. */
  cidrBlock: string;
  /** How many availability zones have a private and a public subnet. */
  availabilityZones: number;
}

/** Marks what was made for a stack, by the stack's name. */
const stackTag = "LocalStack";
const tierTag = "Tier";
type Tier = "private" | "public";

/** Finds the network that was made for a stack. */
export async function findNetwork(client: EC2Client, stack: string): Promise<LocalNetwork | undefined> {
  const found = await client.send(new DescribeVpcsCommand({ Filters: [ofStack(stack)] }));
  const vpcId = found.Vpcs?.[0]?.VpcId;
  if (vpcId === undefined) return undefined;
  const subnetIds = async (tier: Tier) => {
    const Filters = [ofStack(stack), { Name: `tag:${tierTag}`, Values: [tier] }];
    const { Subnets = [] } = await client.send(new DescribeSubnetsCommand({ Filters }));
    return Subnets.map(({ SubnetId }) => given(SubnetId)).sort();
  };
  return { vpcId, privateSubnetIds: await subnetIds("private"), publicSubnetIds: await subnetIds("public") };
}

/** Makes a network for a stack: a VPC with a private and a public subnet in each availability zone. */
export async function createNetwork(
  client: EC2Client,
  stack: string,
  { cidrBlock, availabilityZones }: NetworkShape,
): Promise<LocalNetwork> {
  const zones = await client.send(new DescribeAvailabilityZonesCommand());
  const names = (zones.AvailabilityZones ?? []).map(({ ZoneName }) => given(ZoneName)).sort();
  const places = names
    .slice(0, availabilityZones)
    .flatMap((zone) => (["private", "public"] as const).map((tier) => ({ zone, tier })));
  const { Vpc } = await client.send(new CreateVpcCommand({ CidrBlock: cidrBlock }));
  const vpcId = given(Vpc?.VpcId);
  const blocks = subnetBlocks(cidrBlock, places.length);
  const ids: Record<Tier, string[]> = { private: [], public: [] };
  for (const [index, { zone, tier }] of places.entries()) {
    ids[tier].push(await createSubnet(client, stack, { vpcId, block: blocks[index], zone, tier }));
  }
  // The tag comes last: only a whole network is found again.
  await client.send(new CreateTagsCommand({ Resources: [vpcId], Tags: [{ Key: stackTag, Value: stack }] }));
  return { vpcId, privateSubnetIds: ids.private.sort(), publicSubnetIds: ids.public.sort() };
}

/** Removes the network that was made for a stack, if there is one. */
export async function removeNetwork(client: EC2Client, stack: string): Promise<void> {
  const network = await findNetwork(client, stack);
  if (network === undefined) return;
  for (const SubnetId of [...network.privateSubnetIds, ...network.publicSubnetIds]) {
    await client.send(new DeleteSubnetCommand({ SubnetId }));
  }
  await client.send(new DeleteVpcCommand({ VpcId: network.vpcId }));
}

async function createSubnet(
  client: EC2Client,
  stack: string,
  { vpcId, block, zone, tier }: { vpcId: string; block: string | undefined; zone: string; tier: Tier },
): Promise<string> {
  const Tags = [
    { Key: stackTag, Value: stack },
    { Key: tierTag, Value: tier },
  ];
  const { Subnet } = await client.send(
    new CreateSubnetCommand({
      VpcId: vpcId,
      CidrBlock: block,
      AvailabilityZone: zone,
      TagSpecifications: [{ ResourceType: "subnet", Tags }],
    }),
  );
  return given(Subnet?.SubnetId);
}

function ofStack(stack: string): Filter {
  return { Name: `tag:${stackTag}`, Values: [stack] };
}

/** The SDK types every field of an answer as optional, those that AWS always gives included. */
function given(field: string | undefined): string {
  if (field === undefined) throw new Error("the EC2 API answered without a field that it always gives");
  return field;
}
