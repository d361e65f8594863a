import { CloudTrailClient, DescribeTrailsCommand } from "@aws-sdk/client-cloudtrail";
import {
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import { DescribeServicesCommand, ECSClient } from "@aws-sdk/client-ecs";
import { IAMClient, paginateListPolicies } from "@aws-sdk/client-iam";
import { DescribeKeyCommand, type KeyMetadata, KMSClient, paginateListKeys } from "@aws-sdk/client-kms";
import { DescribeSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

import { type IdOf } from "./pending-creates";
import { type clientOptions } from "./prepare";

type Options = ReturnType<typeof clientOptions>;
type Inputs = Parameters<IdOf>[1];

/** Finds what a resource of these inputs has for an id in AWS, if it is there. */
type Find = (inputs: Inputs, options: Options) => Promise<string | undefined>;

/** Of these the id is an input. */
const idInputs: Readonly<Record<string, string>> = {
  "aws:cloudwatch/logGroup:LogGroup": "name",
  "aws:iam/role:Role": "name",
  "aws:kms/alias:Alias": "name",
  "aws:lambda/function:Function": "name",
  "aws:lambda/permission:Permission": "statementId",
  "aws:s3/bucket:Bucket": "bucket",
};

/**
 * Of these AWS gives the id. Of all others of this program, but for a load balancer's listener, AWS takes a second creation for a change, or
 * makes another one that goes with the stack.
 */
const finds: Readonly<Record<string, Find>> = {
  "aws:cloudtrail/trail:Trail": trailArn,
  "aws:ec2/securityGroup:SecurityGroup": securityGroupId,
  "aws:ecs/service:Service": serviceArn,
  "aws:iam/policy:Policy": policyArn,
  "aws:kms/key:Key": keyId,
  "aws:secretsmanager/secret:Secret": secretArn,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": (inputs, options) =>
    ruleId(true, inputs, options),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": (inputs, options) =>
    ruleId(false, inputs, options),
};

/** Gives the AWS provider's id of a resource by what it is declared with: a name or all that makes it what it is. */
export function existingIds(options: Options): IdOf {
  return async (type, inputs) => {
    const { [type]: idInput } = idInputs;
    return idInput === undefined ? finds[type]?.(inputs, options) : textOf(inputs[idInput]);
  };
}

async function trailArn({ name }: Inputs, options: Options): Promise<string | undefined> {
  const names = textOf(name);
  if (names === undefined) return undefined;
  const client = new CloudTrailClient(options);
  const { trailList = [] } = await client.send(new DescribeTrailsCommand({ trailNameList: [names] }));
  return trailList[0]?.TrailARN;
}

async function securityGroupId({ name }: Inputs, options: Options): Promise<string | undefined> {
  const groupName = textOf(name);
  if (groupName === undefined) return undefined;
  const Filters = [{ Name: "group-name", Values: [groupName] }];
  const found = await new EC2Client(options).send(new DescribeSecurityGroupsCommand({ Filters }));
  return found.SecurityGroups?.[0]?.GroupId;
}

async function serviceArn({ cluster, name }: Inputs, options: Options): Promise<string | undefined> {
  const [clusterName, service] = [textOf(cluster), textOf(name)];
  if (clusterName === undefined || service === undefined) return undefined;
  const described = new DescribeServicesCommand({ cluster: clusterName, services: [service] });
  const { services = [] } = await new ECSClient(options).send(described);
  return services.find(({ status }) => status === "ACTIVE")?.serviceArn;
}

async function policyArn({ name }: Inputs, options: Options): Promise<string | undefined> {
  const client = new IAMClient(options);
  for await (const { Policies = [] } of paginateListPolicies({ client }, { Scope: "Local" })) {
    const found = Policies.find(({ PolicyName }) => PolicyName === name);
    if (found !== undefined) return found.Arn;
  }
  return undefined;
}

/** A key has no name. Its description says what it is of, and the newest that can be used is the one that was not noted. */
async function keyId({ description }: Inputs, options: Options): Promise<string | undefined> {
  const client = new KMSClient(options);
  const usable: KeyMetadata[] = [];
  for await (const { Keys = [] } of paginateListKeys({ client }, {})) {
    for (const { KeyId } of Keys) {
      const { KeyMetadata: key } = await client.send(new DescribeKeyCommand({ KeyId }));
      if (key?.KeyState === "Enabled" && key.Description === description) usable.push(key);
    }
  }
  const time = ({ CreationDate }: KeyMetadata) => CreationDate?.getTime() ?? 0;
  return usable.sort((one, other) => time(other) - time(one))[0]?.KeyId;
}

async function secretArn({ name }: Inputs, options: Options): Promise<string | undefined> {
  const SecretId = textOf(name);
  if (SecretId === undefined) return undefined;
  try {
    return (await new SecretsManagerClient(options).send(new DescribeSecretCommand({ SecretId }))).ARN;
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

/** AWS takes no second rule that allows the same. */
async function ruleId(isEgress: boolean, inputs: Inputs, options: Options): Promise<string | undefined> {
  const groupId = textOf(inputs.securityGroupId);
  if (groupId === undefined) return undefined;
  const Filters = [{ Name: "group-id", Values: [groupId] }];
  const found = await new EC2Client(options).send(new DescribeSecurityGroupRulesCommand({ Filters }));
  const same = found.SecurityGroupRules?.find((rule) => rule.IsEgress === isEgress && allows(rule, inputs));
  return same?.SecurityGroupRuleId;
}

/** Whether a rule is for the protocol, the ports and the other side that are declared. */
function allows(rule: SecurityGroupRule, inputs: Inputs): boolean {
  return (
    rule.IpProtocol === inputs.ipProtocol &&
    (inputs.fromPort === undefined || rule.FromPort === inputs.fromPort) &&
    (inputs.toPort === undefined || rule.ToPort === inputs.toPort) &&
    rule.CidrIpv4 === inputs.cidrIpv4 &&
    rule.PrefixListId === inputs.prefixListId &&
    rule.ReferencedGroupInfo?.GroupId === inputs.referencedSecurityGroupId
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
