import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from "@aws-sdk/client-iam";

/** A policy as it is attached. */
export interface NamedDocument {
  name: string;
  document: unknown;
}

/** A role with everything that decides what it may do. */
export interface ObservedRole {
  name: string;
  arn: string;
  tags: Record<string, string>;
  trust: unknown;
  /** Inline and attached ones. */
  policies: NamedDocument[];
  boundary: NamedDocument | undefined;
}

/** The name of the role or function that an ARN names. */
export function nameOf(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf("/"), arn.lastIndexOf(":")) + 1);
}

export async function observeRole(client: IAMClient, arn: string): Promise<ObservedRole> {
  const RoleName = nameOf(arn);
  const { Role } = await client.send(new GetRoleCommand({ RoleName }));
  const boundaryArn = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    name: RoleName,
    arn: Role?.Arn ?? arn,
    tags: Object.fromEntries((Role?.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
    trust: decoded(Role?.AssumeRolePolicyDocument),
    policies: [...(await inlinePolicies(client, RoleName)), ...(await attachedPolicies(client, RoleName))],
    boundary: boundaryArn === undefined ? undefined : await managedPolicy(client, boundaryArn),
  };
}

async function inlinePolicies(client: IAMClient, RoleName: string): Promise<NamedDocument[]> {
  const policies: NamedDocument[] = [];
  for await (const page of paginateListRolePolicies({ client }, { RoleName })) {
    for (const PolicyName of page.PolicyNames ?? []) {
      const { PolicyDocument } = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      policies.push({ name: PolicyName, document: decoded(PolicyDocument) });
    }
  }
  return policies;
}

async function attachedPolicies(client: IAMClient, RoleName: string): Promise<NamedDocument[]> {
  const policies: NamedDocument[] = [];
  for await (const page of paginateListAttachedRolePolicies({ client }, { RoleName })) {
    for (const { PolicyArn = "" } of page.AttachedPolicies ?? []) {
      policies.push(await managedPolicy(client, PolicyArn));
    }
  }
  return policies;
}

async function managedPolicy(client: IAMClient, PolicyArn: string): Promise<NamedDocument> {
  const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn }));
  const VersionId = Policy?.DefaultVersionId ?? "v1";
  const { PolicyVersion } = await client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
  return { name: nameOf(PolicyArn), document: decoded(PolicyVersion?.Document) };
}

/** IAM gives documents in URL encoding (https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html). */
function decoded(document = "{}"): unknown {
  return JSON.parse(decodeURIComponent(document));
}
