import { type Properties } from "./wire-values";

/** Where the resources are. */
export interface Place {
  region: string;
  accountId: string;
  partition: string;
}

const calls: Record<string, (inputs: Properties, place: Place) => Properties> = {
  "aws:index/getCallerIdentity:getCallerIdentity": (_inputs, { accountId, partition }) => ({
    id: accountId,
    accountId,
    arn: `arn:${partition}:iam::${accountId}:user/offline`,
    userId: "AIDAOFFLINE",
  }),
  "aws:index/getPartition:getPartition": (_inputs, { partition }) => ({
    id: partition,
    partition,
    dnsSuffix: dnsSuffix(partition),
    reverseDnsPrefix: dnsSuffix(partition).split(".").reverse().join("."),
  }),
  "aws:index/getRegion:getRegion": (inputs, place) => {
    const region = text(inputs.region ?? inputs.name, place.region);
    const endpoint = `ec2.${region}.${dnsSuffix(place.partition)}`;
    return { id: region, name: region, region, description: region, endpoint };
  },
  "aws:index/getAvailabilityZones:getAvailabilityZones": (_inputs, { region }) => ({
    id: region,
    names: ["a", "b", "c"].map((zone) => region + zone),
    zoneIds: ["az1", "az2", "az3"].map((zone) => `${region}-${zone}`),
  }),
  "aws:ec2/getVpc:getVpc": (inputs, place) => {
    const id = text(inputs.id, "vpc-0123456789abcdef0");
    return {
      id,
      arn: ec2Arn(place, `vpc/${id}`),
      cidrBlock: "10.0.0.0/16",
      default: false,
      enableDnsHostnames: true,
      enableDnsSupport: true,
    };
  },
  "aws:ec2/getSubnet:getSubnet": (inputs, place) => {
    const id = text(inputs.id, "subnet-0123456789abcdef0");
    return {
      id,
      arn: ec2Arn(place, `subnet/${id}`),
      vpcId: text(inputs.vpcId, "vpc-0123456789abcdef0"),
      cidrBlock: "10.0.0.0/20",
      availabilityZone: `${place.region}a`,
      mapPublicIpOnLaunch: false,
    };
  },
  "aws:ec2/getSubnets:getSubnets": (_inputs, { region }) => ({
    id: region,
    ids: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  }),
  "aws:ec2/getRouteTables:getRouteTables": (_inputs, { region }) => ({
    id: region,
    ids: ["rtb-0123456789abcdef0"],
  }),
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": (inputs, place) => ({
    id: "pl-0123456789abcdef0",
    arn: ec2Arn(place, "prefix-list/pl-0123456789abcdef0"),
    name: text(inputs.name, `com.amazonaws.${place.region}.s3`),
  }),
  "aws:ec2/getVpcEndpointService:getVpcEndpointService": (inputs, { region }) => {
    const service = text(inputs.service, "s3");
    return { id: service, service, serviceName: `com.amazonaws.${region}.${service}` };
  },
};

/** The result of one of AWS's functions; `undefined` for one that is not known here. */
export function awsCall(token: string, inputs: Properties, place: Place): Properties | undefined {
  return calls[token]?.(inputs, place);
}

function ec2Arn({ partition, region, accountId }: Place, path: string): string {
  return `arn:${partition}:ec2:${region}:${accountId}:${path}`;
}

function dnsSuffix(partition: string): string {
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

function text(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}
