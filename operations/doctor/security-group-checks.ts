import { type IpPermission } from "@aws-sdk/client-ec2";

import { covers } from "./address-range";
import { type Finding, ok, problem, unknown } from "./finding";
import { type AwsService, endpointFor } from "./network-checks";
import { type ObservedNetwork } from "./observe/network";

const https = 443;

/** Whether HTTPS gets out of some tasks or a function, and into the endpoints through which they reach AWS. */
export function securityGroupFindings(
  subject: string,
  network: ObservedNetwork,
  needed: readonly AwsService[],
): Finding[] {
  return [outFinding(subject, network), ...inFindings(subject, network, needed)];
}

function outFinding(subject: string, network: ObservedNetwork): Finding {
  const { securityGroups, subnets } = network;
  const names = securityGroups.map(({ GroupId = "" }) => GroupId).join(", ") || "its security groups";
  const rules = securityGroups.flatMap(({ IpPermissionsEgress = [] }) => IpPermissionsEgress).filter(isHttps);
  const endpoint = endpointFor("secretsmanager", network);
  const endpointGroups = endpoint?.securityGroups.map(({ GroupId = "" }) => GroupId) ?? [];
  const target = endpoint ? subnets.map(({ cidrBlock }) => cidrBlock) : ["0.0.0.0/0"];
  const goesOut = rules.some(
    (rule) => isAmong(endpointGroups, rule) || target.some((block) => hasBlock(block, rule)),
  );
  if (goesOut) return ok("security-group", subject, `${names} let HTTPS out to Secrets Manager`);
  if (rules.some(({ PrefixListIds = [] }) => PrefixListIds.length > 0)) {
    return unknown(
      "security-group",
      subject,
      `${names} let HTTPS out to prefix lists, which are not looked into`,
    );
  }
  return problem(
    "security-group",
    subject,
    `${names} let no HTTPS out to Secrets Manager`,
    "deploy the stack again, which puts the rule back",
  );
}

function inFindings(subject: string, network: ObservedNetwork, needed: readonly AwsService[]): Finding[] {
  const { subnets } = network;
  const callers = network.securityGroups.map(({ GroupId = "" }) => GroupId);
  return needed.flatMap((service) => {
    const endpoint = endpointFor(service, network);
    if (endpoint === undefined || endpoint.VpcEndpointType === "Gateway") return [];
    const rules = endpoint.securityGroups.flatMap(({ IpPermissions = [] }) => IpPermissions).filter(isHttps);
    const shut = subnets.filter(
      ({ cidrBlock }) => !rules.some((rule) => isAmong(callers, rule) || hasBlock(cidrBlock, rule)),
    );
    const name = endpoint.VpcEndpointId ?? service;
    if (shut.length === 0) {
      return [ok("endpoint-security-group", subject, `the endpoint for ${service} lets HTTPS in`)];
    }
    const from = shut.map(({ id, cidrBlock }) => `${id} (${cidrBlock})`).join(", ");
    return [
      problem(
        "endpoint-security-group",
        subject,
        `${name}, the endpoint for ${service}, lets no HTTPS in from ${from}`,
        "deploy the stack again, or let the endpoint's security group take HTTPS from the subnets",
      ),
    ];
  });
}

function isHttps({ IpProtocol, FromPort = 0, ToPort = 65_535 }: IpPermission): boolean {
  if (IpProtocol === "-1") return true;
  return (IpProtocol === "tcp" || IpProtocol === "6") && FromPort <= https && https <= ToPort;
}

function isAmong(groups: readonly string[], { UserIdGroupPairs = [] }: IpPermission): boolean {
  return UserIdGroupPairs.some(({ GroupId = "" }) => groups.includes(GroupId));
}

function hasBlock(block: string, { IpRanges = [] }: IpPermission): boolean {
  return IpRanges.some(({ CidrIp }) => CidrIp !== undefined && covers(CidrIp, block));
}
