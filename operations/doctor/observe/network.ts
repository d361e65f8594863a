import {
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  type EC2Client,
  paginateDescribeVpcEndpoints,
  type Route,
  type RouteTable,
  type SecurityGroup,
  type VpcEndpoint,
} from "@aws-sdk/client-ec2";

/** Where tasks or a function run. */
export interface Placement {
  subnetIds: string[];
  securityGroupIds: string[];
  /** Whether they have public addresses. */
  isPublic: boolean;
}

/** A subnet with the routes that hold in it. */
export interface ObservedSubnet {
  id: string;
  cidrBlock: string;
  routes: readonly Route[];
}

/** The network around some subnets. */
export interface ObservedNetwork {
  subnets: ObservedSubnet[];
  /** Those of the tasks or the function. */
  securityGroups: SecurityGroup[];
  endpoints: (VpcEndpoint & { securityGroups: SecurityGroup[] })[];
}

export async function observeNetwork(
  client: EC2Client,
  { subnetIds, securityGroupIds }: Placement,
): Promise<ObservedNetwork> {
  const { Subnets = [] } = await client.send(new DescribeSubnetsCommand({ SubnetIds: subnetIds }));
  const Filters = [{ Name: "vpc-id", Values: [Subnets[0]?.VpcId ?? ""] }];
  const { RouteTables = [] } = await client.send(new DescribeRouteTablesCommand({ Filters }));
  const endpoints: VpcEndpoint[] = [];
  for await (const page of paginateDescribeVpcEndpoints({ client }, { Filters })) {
    endpoints.push(...(page.VpcEndpoints ?? []));
  }
  const groupIds = new Set([...securityGroupIds, ...endpoints.flatMap(groupsOf)]);
  const groups = await securityGroups(client, [...groupIds]);
  const named = (ids: readonly string[]) => groups.filter(({ GroupId = "" }) => ids.includes(GroupId));
  return {
    subnets: Subnets.map(({ SubnetId = "", CidrBlock = "" }) => ({
      id: SubnetId,
      cidrBlock: CidrBlock,
      routes: routesOf(SubnetId, RouteTables),
    })),
    securityGroups: named(securityGroupIds),
    endpoints: endpoints.map((endpoint) => ({ ...endpoint, securityGroups: named(groupsOf(endpoint)) })),
  };
}

async function securityGroups(client: EC2Client, GroupIds: string[]): Promise<SecurityGroup[]> {
  if (GroupIds.length === 0) return []; // without ids, AWS lists all of the account
  const { SecurityGroups = [] } = await client.send(new DescribeSecurityGroupsCommand({ GroupIds }));
  return SecurityGroups;
}

function groupsOf({ Groups = [] }: VpcEndpoint): string[] {
  return Groups.flatMap(({ GroupId }) => GroupId ?? []);
}

/** A subnet without a route table of its own has that of the VPC. */
function routesOf(subnetId: string, tables: readonly RouteTable[]): Route[] {
  const own = tables.find(({ Associations = [] }) =>
    Associations.some((association) => association.SubnetId === subnetId),
  );
  const main = tables.find(({ Associations = [] }) => Associations.some(({ Main }) => Main === true));
  return (own ?? main)?.Routes ?? [];
}
