import { type Properties, unknown } from "./wire-values";

/** Where the resources are. */
export interface Place {
  region: string;
  accountId: string;
  partition: string;
}

const calls: Record<string, (inputs: Properties, place: Place, preview: boolean) => Properties> = {
  // Nobody knows offline who will deploy.
  "aws:index/getCallerIdentity:getCallerIdentity": (_inputs, { accountId, partition }, preview) => ({
    id: accountId,
    accountId,
    arn: preview ? unknown : `arn:${partition}:iam::${accountId}:user/offline`,
    userId: preview ? unknown : "AIDAOFFLINE",
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
  "aws:ecs/getCluster:getCluster": ({ clusterName }, { region, accountId, partition }, preview) => {
    const given = text(clusterName, "");
    const name = given.slice(given.lastIndexOf("/") + 1);
    const arn = given.startsWith("arn:")
      ? given
      : `arn:${partition}:ecs:${region}:${accountId}:cluster/${name}`;
    const settings = [{ name: "containerInsights", value: "enabled" }];
    return {
      ...{ id: arn, arn, clusterName: given },
      settings: preview ? unknown : settings,
      status: preview ? unknown : "ACTIVE",
    };
  },
  "aws:secretsmanager/getSecret:getSecret": (inputs, place) => {
    const name = text(inputs.name, "secret");
    const arn = `arn:${place.partition}:secretsmanager:${place.region}:${place.accountId}:secret:${name}-0ff11e`;
    return { id: arn, arn, name };
  },
  "aws:kms/getAlias:getAlias": (inputs, place) => {
    const name = text(inputs.name, "alias/key");
    const keys = `arn:${place.partition}:kms:${place.region}:${place.accountId}`;
    const targetKeyId = "00000000-0000-4000-8000-000000000000";
    return {
      id: `${keys}:${name}`,
      arn: `${keys}:${name}`,
      name,
      targetKeyId,
      targetKeyArn: `${keys}:key/${targetKeyId}`,
    };
  },
  "aws:ec2/getVpcEndpointService:getVpcEndpointService": (inputs, { region }) => {
    const service = text(inputs.service, "s3");
    return { id: service, service, serviceName: `com.amazonaws.${region}.${service}` };
  },
};

/** The result of one of AWS's functions; `undefined` for one that is not known here. */
export function awsCall(
  token: string,
  inputs: Properties,
  place: Place,
  preview: boolean,
): Properties | undefined {
  return calls[token]?.(inputs, place, preview);
}

function dnsSuffix(partition: string): string {
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

function text(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}
