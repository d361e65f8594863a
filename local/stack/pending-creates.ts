import { DescribeSecurityGroupsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { DescribeSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { z } from "zod";

const operationSchema = z.looseObject({
  type: z.string(),
  resource: z.looseObject({
    urn: z.string(),
    type: z.string(),
    inputs: z.record(z.string(), z.unknown()).default({}),
  }),
});
const exportedSchema = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(z.looseObject({ urn: z.string() })).default([]),
    pending_operations: z.array(operationSchema).default([]),
  }),
});
type Inputs = z.output<typeof operationSchema>["resource"]["inputs"];

/** The AWS provider's id of a resource, whether or not that is there; `undefined` where nothing tells it. */
export type IdOf = (type: string, inputs: Inputs) => Promise<string | undefined>;

/**
 * Notes in a state, as `pulumi stack export` printed it, what an engine that was killed may have made and not noted: each resource of whose
 * creation the end is not known, where its id is. A refresh afterwards takes out what is not there.
 *
 * @returns what `pulumi stack import` takes
 */
export async function noteUnfinished(exported: string, idOf: IdOf): Promise<string> {
  const state = exportedSchema.parse(JSON.parse(exported));
  const { resources, pending_operations: pending } = state.deployment;
  const known = new Set(resources.map(({ urn }) => urn));
  for (const { type, resource } of pending) {
    if (type !== "creating" || known.has(resource.urn)) continue;
    const id = await idOf(resource.type, resource.inputs);
    if (id !== undefined) resources.push({ ...resource, id, outputs: { ...resource.inputs, id } });
  }
  return JSON.stringify({ ...state, deployment: { ...state.deployment, resources } });
}

/** Of these the id is an input. */
const idInputs: Readonly<Record<string, string>> = {
  "aws:cloudwatch/logGroup:LogGroup": "name",
  "aws:iam/role:Role": "name",
  "aws:kms/alias:Alias": "name",
  "aws:lambda/function:Function": "name",
  "aws:s3/bucket:Bucket": "bucket",
};

/** Finds ids by the names that AWS takes once only. */
export function idsByName(options: ConstructorParameters<typeof EC2Client>[0] & object): IdOf {
  return async (type, inputs) => {
    const idInput = idInputs[type];
    if (idInput !== undefined) return textOf(inputs[idInput]);
    const name = textOf(inputs.name);
    if (name === undefined) return undefined;
    if (type === "aws:secretsmanager/secret:Secret")
      return secretArn(name, new SecretsManagerClient(options));
    if (type === "aws:ec2/securityGroup:SecurityGroup") return securityGroupId(name, new EC2Client(options));
    return undefined;
  };
}

async function secretArn(name: string, client: SecretsManagerClient): Promise<string | undefined> {
  try {
    return (await client.send(new DescribeSecretCommand({ SecretId: name }))).ARN;
  } catch (error) {
    if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

async function securityGroupId(name: string, client: EC2Client): Promise<string | undefined> {
  const Filters = [{ Name: "group-name", Values: [name] }];
  const { SecurityGroups = [] } = await client.send(new DescribeSecurityGroupsCommand({ Filters }));
  return SecurityGroups[0]?.GroupId;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
