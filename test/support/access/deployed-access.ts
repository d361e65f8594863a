import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient, PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  LambdaClient,
} from "@aws-sdk/client-lambda";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutResourcePolicyCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

import { type DeclaredStack, declaredAccessSchema } from "../../../operations/access/declared-access";
import { callQuery, clientOptions, newValue } from "../local-aws";
import { zipOf } from "../zip";

const iam = () => new IAMClient(clientOptions());
const kms = () => new KMSClient(clientOptions());
const lambda = () => new LambdaClient(clientOptions());
const secretsManager = () => new SecretsManagerClient(clientOptions());

/** Makes keys and secrets that stacks declare on the local AWS; gives the stacks with the ARNs that they have there. */
export async function deploySecrets(stacks: readonly DeclaredStack[]): Promise<DeclaredStack[]> {
  const arns = new Map<string, string>();
  for (const { keys, secrets } of stacks) {
    for (const key of keys) {
      const { KeyMetadata } = await kms().send(new CreateKeyCommand({}));
      arns.set(key.arn, KeyMetadata?.Arn ?? "");
    }
    for (const { name, arn, keyArn, tags } of secrets) {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      const request = { Name: name, KmsKeyId: arns.get(keyArn), SecretString: newValue(), Tags };
      const { ARN = "" } = await secretsManager().send(new CreateSecretCommand(request));
      arns.set(arn, ARN);
    }
  }
  const deployed = withArns(stacks, arns);
  for (const { keys, secrets } of deployed) {
    for (const { arn, policy } of keys) {
      await kms().send(new PutKeyPolicyCommand({ KeyId: arn, Policy: JSON.stringify(policy) }));
    }
    for (const { arn, policy } of secrets) if (policy !== undefined) await putPolicy(arn, policy);
  }
  return deployed;
}

/** Gives secrets the rotation functions that they declare, with code that does nothing. Their roles must be there. */
export async function addRotations(stacks: readonly DeclaredStack[]): Promise<void> {
  for (const { arn, rotationFunctionArn } of stacks.flatMap(({ secrets }) => secrets)) {
    if (rotationFunctionArn !== undefined) await addRotation(arn, rotationFunctionArn);
  }
}

async function addRotation(secretArn: string, functionArn: string): Promise<void> {
  const FunctionName = functionArn.split(":").at(-1) ?? "";
  await lambda().send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: `arn:aws:iam::000000000000:role/${FunctionName}`, // it has the function's name
      Code: { ZipFile: zipOf("index.js", "exports.handler = async () => {};") },
    }),
  );
  const permission = { StatementId: "rotation", Action: "lambda:InvokeFunction", SourceArn: secretArn };
  const Principal = "secretsmanager.amazonaws.com";
  await lambda().send(new AddPermissionCommand({ ...permission, FunctionName, Principal }));
  const rotation = { SecretId: secretArn, RotationLambdaARN: functionArn, RotateImmediately: false };
  await secretsManager().send(new RotateSecretCommand(rotation));
}

function withArns(stacks: readonly DeclaredStack[], arns: ReadonlyMap<string, string>): DeclaredStack[] {
  const json = [...arns].reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(stacks));
  return declaredAccessSchema.parse(JSON.parse(json));
}

/** Makes a document a secret's resource policy. */
export async function putPolicy(secretArn: string, policy: unknown): Promise<void> {
  const request = { SecretId: secretArn, ResourcePolicy: JSON.stringify(policy), BlockPublicPolicy: true };
  await secretsManager().send(new PutResourcePolicyCommand(request));
}

/** A role of the local AWS with inline policies, and a session of it. */
export class DeployedRole {
  private constructor(
    readonly name: string,
    private readonly policyNames: readonly string[],
    private readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string },
  ) {}

  /** Whom the role trusts is for other tests: here the root user takes it on, whom no policy stops. */
  static async create(
    arn: string,
    policies: readonly { name: string; document: unknown }[],
  ): Promise<DeployedRole> {
    const [, path = "/", RoleName = ""] = /:role(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
    const trust = { Effect: "Allow", Principal: { AWS: "000000000000" }, Action: "sts:AssumeRole" };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
    await iam().send(new CreateRoleCommand({ RoleName, Path: path, AssumeRolePolicyDocument }));
    for (const { name, document } of policies) {
      const PolicyDocument = JSON.stringify(document);
      await iam().send(new PutRolePolicyCommand({ RoleName, PolicyName: name, PolicyDocument }));
    }
    const policyNames = policies.map(({ name }) => name);
    return new DeployedRole(RoleName, policyNames, await assume(arn));
  }

  /** What an SDK client needs in order to call as a session of this role. */
  clientOptions() {
    return { ...clientOptions(), credentials: this.credentials };
  }

  async remove(): Promise<void> {
    for (const PolicyName of this.policyNames) {
      await iam().send(new DeleteRolePolicyCommand({ RoleName: this.name, PolicyName }));
    }
    await iam().send(new DeleteRoleCommand({ RoleName: this.name }));
  }
}

async function assume(RoleArn: string) {
  const request = { Action: "AssumeRole", Version: "2011-06-15", RoleArn, RoleSessionName: "session" };
  const answer = await callQuery("sts", request);
  const field = (name: string) => {
    const value = new RegExp(`<${name}>([^<]+)</${name}>`).exec(answer)?.[1];
    if (value === undefined) throw new Error(`no session of ${RoleArn}`);
    return value;
  };
  return {
    accessKeyId: field("AccessKeyId"),
    secretAccessKey: field("SecretAccessKey"),
    sessionToken: field("SessionToken"),
  };
}

/** Deletes secrets at once, and their rotation functions. */
export async function removeSecrets(stacks: readonly DeclaredStack[]): Promise<void> {
  for (const { arn, rotationFunctionArn } of stacks.flatMap(({ secrets }) => secrets)) {
    const request = { SecretId: arn, ForceDeleteWithoutRecovery: true };
    await secretsManager().send(new DeleteSecretCommand(request));
    if (rotationFunctionArn === undefined) continue;
    await lambda().send(new DeleteFunctionCommand({ FunctionName: rotationFunctionArn }));
  }
}
