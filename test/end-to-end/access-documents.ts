import {
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListPoliciesCommand,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import { GetKeyPolicyCommand, KMSClient } from "@aws-sdk/client-kms";
import { GetResourcePolicyCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { z } from "zod";

import { clientOptions } from "../../local/stack/prepare";
import { type DeclaredStack } from "../../operations/access/declared-access";
import { region } from "./deployed-service";

/** `<what> <name>` to each policy document of a stack. */
type Documents = Record<string, unknown>;

/** The documents that a stack declares. */
export function declaredDocuments({ roles, managedPolicies, secrets, keys }: DeclaredStack): Documents {
  return withoutRandomParts({
    ...Object.fromEntries(roles.map(({ name, trust }) => [`trust ${name}`, trust])),
    ...Object.fromEntries(
      roles.map(({ name, policies }) => [`role ${name}`, policies.map(({ document }) => document)]),
    ),
    ...Object.fromEntries(managedPolicies.map(({ name, document }) => [`policy ${name}`, document])),
    ...Object.fromEntries(secrets.map(({ name, policy }) => [`secret ${name}`, policy])),
    ...Object.fromEntries(keys.map(({ policy }) => ["key", policy])),
  });
}

/** The same documents, read back from the local AWS. */
export async function deployedDocuments(
  endpoint: string,
  { roles, managedPolicies, secrets }: DeclaredStack,
  keyArn: string,
): Promise<Documents> {
  const options = clientOptions(endpoint, region);
  const iam = new IAMClient(options);
  const secretsManager = new SecretsManagerClient(options);
  const documents: Documents = {};
  for (const { name } of roles) {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
    documents[`trust ${name}`] = decode(Role?.AssumeRolePolicyDocument);
    documents[`role ${name}`] = await inlinePolicies(iam, name);
  }
  for (const { name } of managedPolicies) documents[`policy ${name}`] = await managedPolicy(iam, name);
  for (const { name } of secrets) {
    const { ResourcePolicy } = await secretsManager.send(new GetResourcePolicyCommand({ SecretId: name }));
    documents[`secret ${name}`] = ResourcePolicy === undefined ? undefined : decode(ResourcePolicy);
  }
  const { Policy } = await new KMSClient(options).send(new GetKeyPolicyCommand({ KeyId: keyArn }));
  return withoutRandomParts({ ...documents, key: decode(Policy) });
}

async function inlinePolicies(iam: IAMClient, RoleName: string): Promise<unknown[]> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const answers = PolicyNames.map((PolicyName) =>
    iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })),
  );
  return (await Promise.all(answers)).map(({ PolicyDocument }) => decode(PolicyDocument));
}

async function managedPolicy(iam: IAMClient, name: string): Promise<unknown> {
  const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: "Local" }));
  const found = Policies.find(({ PolicyName }) => PolicyName === name);
  const version = { PolicyArn: found?.Arn, VersionId: found?.DefaultVersionId };
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand(version));
  return decode(PolicyVersion?.Document);
}

function decode(document = ""): unknown {
  return JSON.parse(decodeURIComponent(document));
}

/** AWS picks the end of a secret's ARN and the id of a key. */
function withoutRandomParts(documents: Documents): Documents {
  const text = JSON.stringify(documents)
    .replace(/(:secret:[a-z0-9-]+-(?:config|api-keys|credentials))-\w{6}"/g, '$1-??????"')
    .replace(/(:key\/)[0-9a-f-]{36}/g, "$1?");
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}
