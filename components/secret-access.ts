import * as pulumi from "@pulumi/pulumi";

import { type AwsContext } from "./aws-context";
import { type Conditions, type Statement } from "./policy-document";

export interface SecretAccess {
  /** Full ARNs of the secrets. */
  secretArns: pulumi.Input<string>[];
  /** ARN of the key that encrypts them. */
  keyArn: pulumi.Input<string>;
  context: AwsContext;
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
  return {
    ...access,
    secretArns,
    keyArn: pulumi.interpolate`arn:${partition}:kms:${region}:${accountId}:key/${keyId}`,
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
  ];
}
