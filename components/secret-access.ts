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
 * key, and decrypt; UpdateSecret encrypts with the key itself where that changes.
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
