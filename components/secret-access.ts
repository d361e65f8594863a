import * as pulumi from "@pulumi/pulumi";

import { arnIn } from "../rotation/contract/secret-arn";
import { type AwsContext } from "./aws-context";
import { type Replica } from "./environment-key";
import { type Conditions, type Statement } from "./policy-document";

export interface SecretAccess {
  /** Full ARNs of the secrets. */
  secretArns: pulumi.Input<string>[];
  /** ARN of the key that encrypts them. */
  keyArn: pulumi.Input<string>;
  context: AwsContext;
  /** The Regions that the secrets are replicated to. @default none */
  replicas?: readonly Replica[] | undefined;
}

/** Access of people to all secrets of an environment. */
export interface EnvironmentAccess extends SecretAccess {
  /** Names of the secrets, which are known before their ARNs are. */
  secretNames: string[];
}

/**
 * The same access with ARNs that are as long as the real ones, but known before secrets and key exist: good for
 * measuring a policy, and for nothing else.
 */
export function measurable<Access extends EnvironmentAccess>(access: Access): Access {
  const { accountId, partition, region } = access.context;
  const secretArns = access.secretNames.map(
    (name) =>
      pulumi.interpolate`arn:${partition}:secretsmanager:${region}:${accountId}:secret:${name}-??????`,
  );
  const keyId = "????????-????-????-????-????????????";
  const keyIn = (place: pulumi.Input<string>) =>
    pulumi.interpolate`arn:${partition}:kms:${place}:${accountId}:key/${keyId}`;
  return {
    ...access,
    secretArns,
    keyArn: keyIn(region),
    ...(access.replicas && {
      replicas: access.replicas.map((replica) => ({ ...replica, keyArn: keyIn(replica.region) })),
    }),
  };
}

/** Statement that allows use of the key for these secrets only, and only through Secrets Manager. */
export function keyStatement(
  sid: string,
  actions: string[],
  access: SecretAccess,
  conditions: Conditions = {},
): Statement {
  const { secretArns, keyArn, context } = access;
  return {
    sid,
    effect: "Allow",
    actions,
    resources: [keyArn],
    conditions: {
      ...conditions,
      StringEquals: {
        ...conditions.StringEquals,
        "kms:ViaService": pulumi.interpolate`secretsmanager.${context.region}.${context.dnsSuffix}`,
        "kms:EncryptionContext:SecretARN": secretArns,
      },
    },
  };
}

/**
 * What a principal needs beside {@link keyStatement} to write values that are replicated: Secrets Manager encrypts them in the other
 * Regions on its behalf (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ReplicateSecretToRegions.html). AWS does
 * not say which of the two Regions such a call names, so that both count.
 */
export function replicationStatements(access: SecretAccess, conditions: Conditions = {}): Statement[] {
  const { secretArns, context, replicas = [] } = access;
  if (replicas.length === 0 || secretArns.length === 0) return [];
  const regions = replicas.map(({ region }) => region);
  const inRegions = (arn: pulumi.Input<string>) =>
    regions.map((region) => pulumi.output(arn).apply((known) => arnIn(region, known)));
  return [
    {
      sid: "EncryptReplicas",
      effect: "Allow",
      actions: ["kms:Encrypt", "kms:GenerateDataKey"],
      resources: replicas.map(({ keyArn }) => keyArn),
      conditions: {
        ...conditions,
        StringEquals: {
          ...conditions.StringEquals,
          "kms:ViaService": [context.region, ...regions].map(
            (region) => pulumi.interpolate`secretsmanager.${region}.${context.dnsSuffix}`,
          ),
          "kms:EncryptionContext:SecretARN": [...secretArns, ...secretArns.flatMap(inRegions)],
        },
      },
    },
  ];
}

/**
 * Statements of a person who may read and update these secrets. UpdateSecret and PutSecretValue encrypt with a new data
 * key, and decrypt; UpdateSecret encrypts with the key itself where that changes. UpdateSecretVersionStage makes a version
 * current only where the one before still is.
 * (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html)
 */
export function readAndUpdateStatements(
  access: SecretAccess,
  environment: string,
  conditions: Conditions = {},
): Statement[] {
  if (access.secretArns.length === 0) return [];
  return [
    {
      sid: "ReadAndUpdateSecrets",
      effect: "Allow",
      actions: [
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetSecretValue",
        "secretsmanager:ListSecretVersionIds",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecret",
        "secretsmanager:UpdateSecretVersionStage",
      ],
      resources: access.secretArns,
      conditions: {
        ...conditions,
        StringEquals: { ...conditions.StringEquals, "aws:ResourceTag/Environment": environment },
      },
    },
    keyStatement(
      "UseKeyForSecrets",
      ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
      access,
      conditions,
    ),
    ...replicationStatements(access, conditions),
  ];
}
