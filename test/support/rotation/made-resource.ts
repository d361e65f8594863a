import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient, PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import {
  CreateSecretCommand,
  PutResourcePolicyCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { z } from "zod";

import { callJson, clientOptions } from "../local-aws";
import { workloadMakers } from "./made-workload";

type FirstValues = Readonly<Record<string, string>>;
/** By type in Pulumi, what makes a resource from its properties; gives its ARN where it has one that others use. */
export type Makers = Readonly<
  Partial<
    Record<string, (inputs: unknown, name: string, firstValues: FirstValues) => Promise<string | undefined>>
  >
>;

/** Makes a resource on the local AWS from its properties in Pulumi; gives its ARN where it has one. */
export async function makeResource(
  type: string,
  name: string,
  inputs: unknown,
  firstValues: FirstValues,
): Promise<string | undefined> {
  return { ...makers, ...workloadMakers }[type]?.(inputs, name, firstValues);
}

const text = z.string();

const makers: Makers = {
  "aws:kms/key:Key": async (inputs) => {
    const { policy } = z.object({ policy: text }).parse(inputs);
    const kms = new KMSClient(clientOptions());
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    await kms.send(new PutKeyPolicyCommand({ KeyId: KeyMetadata?.KeyId, Policy: policy }));
    return KeyMetadata?.Arn;
  },
  "aws:sns/topic:Topic": async (inputs) => {
    const { name } = z.object({ name: text }).parse(inputs);
    const { TopicArn } = await new SNSClient(clientOptions()).send(new CreateTopicCommand({ Name: name }));
    return TopicArn;
  },
  "aws:cloudwatch/logGroup:LogGroup": async (inputs) => {
    const { name } = z.object({ name: text }).parse(inputs);
    await callJson("logs", "Logs_20140328.CreateLogGroup", { logGroupName: name });
    return undefined;
  },
  "aws:iam/role:Role": async (inputs) => {
    const { name, path, assumeRolePolicy } = z
      .object({ name: text, path: text.default("/"), assumeRolePolicy: text })
      .parse(inputs);
    const role = { RoleName: name, Path: path, AssumeRolePolicyDocument: assumeRolePolicy };
    const { Role } = await new IAMClient(clientOptions()).send(new CreateRoleCommand(role));
    return Role?.Arn;
  },
  "aws:iam/rolePolicy:RolePolicy": async (inputs) => {
    const { role, name, policy } = z
      .object({ role: text, name: text.default("inline"), policy: text })
      .parse(inputs);
    const request = { RoleName: role, PolicyName: name, PolicyDocument: policy };
    await new IAMClient(clientOptions()).send(new PutRolePolicyCommand(request));
    return undefined;
  },
  "aws:secretsmanager/secret:Secret": async (inputs) => {
    const { name, kmsKeyId, tags } = z
      .object({ name: text, kmsKeyId: text, tags: z.record(text, text) })
      .parse(inputs);
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const request = new CreateSecretCommand({ Name: name, KmsKeyId: kmsKeyId, Tags });
    return (await secretsManager().send(request)).ARN;
  },
  "aws:secretsmanager/secretPolicy:SecretPolicy": async (inputs) => {
    const { secretArn, policy } = z.object({ secretArn: text, policy: text }).parse(inputs);
    await secretsManager().send(
      new PutResourcePolicyCommand({ SecretId: secretArn, ResourcePolicy: policy }),
    );
    return undefined;
  },
  "aws:secretsmanager/secretVersion:SecretVersion": async (inputs, _, firstValues) => {
    const { secretId, secretString, versionStages } = z
      .object({
        secretId: text,
        secretString: z.object({ value: text }),
        versionStages: z.array(text),
      })
      .parse(inputs);
    const recorded = z.record(text, text).parse(JSON.parse(secretString.value));
    const values = Object.entries(recorded).map(([key, value]) => [key, firstValues[key] ?? value]);
    await secretsManager().send(
      new PutSecretValueCommand({
        SecretId: secretId,
        SecretString: JSON.stringify(Object.fromEntries(values)),
        VersionStages: versionStages,
      }),
    );
    return undefined;
  },
  "aws:secretsmanager/secretRotation:SecretRotation": async (inputs) => {
    const { secretId, rotationLambdaArn, rotateImmediately, rotationRules } = z
      .object({
        secretId: text,
        rotationLambdaArn: text,
        rotateImmediately: z.boolean(),
        rotationRules: z.object({ scheduleExpression: text, duration: text.optional() }),
      })
      .parse(inputs);
    await secretsManager().send(
      new RotateSecretCommand({
        SecretId: secretId,
        RotationLambdaARN: rotationLambdaArn,
        RotateImmediately: rotateImmediately,
        RotationRules: {
          ScheduleExpression: rotationRules.scheduleExpression,
          Duration: rotationRules.duration,
        },
      }),
    );
    return undefined;
  },
};

const secretsManager = () => new SecretsManagerClient(clientOptions());
