import type * as pulumi from "@pulumi/pulumi";

import { type Statement } from "./policy-document";

/**
 * What a preview may not do, whatever else allows it: ReadOnlyAccess lets it read objects, parameters and log events, and a
 * policy that is attached later may let it read secrets.
 */
export function previewDenials(): Statement[] {
  return [
    {
      sid: "DenyValues",
      effect: "Deny",
      actions: [
        "kms:CreateGrant",
        "kms:Decrypt",
        "kms:ReEncrypt*",
        "secretsmanager:BatchGetSecretValue",
        "secretsmanager:GetSecretValue",
        "ssm:GetParameter*",
      ],
      resources: ["*"],
    },
    {
      sid: "DenyContents",
      effect: "Deny",
      actions: [
        "logs:FilterLogEvents",
        "logs:GetLogEvents",
        "logs:GetLogRecord",
        "logs:StartLiveTail",
        "logs:StartQuery",
        "s3:GetObject*",
        "sqs:ReceiveMessage",
      ],
      resources: ["*"],
    },
  ];
}

/** Keeps a deployment from giving itself or a preview more than an administrator gave them. */
export function deployDenials(
  roleArns: pulumi.Input<string>[],
  providerArns: pulumi.Input<string>[],
): Statement[] {
  return [
    {
      sid: "DenyOwnRoles",
      effect: "Deny",
      actions: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRole*",
        "iam:DetachRolePolicy",
        "iam:PassRole",
        "iam:PutRole*",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole*",
        "sts:AssumeRole",
      ],
      resources: roleArns,
    },
    {
      sid: "DenyIdentityProviders",
      effect: "Deny",
      actions: [
        "iam:AddClientIDToOpenIDConnectProvider",
        "iam:CreateOpenIDConnectProvider",
        "iam:DeleteOpenIDConnectProvider",
        "iam:RemoveClientIDFromOpenIDConnectProvider",
        "iam:TagOpenIDConnectProvider",
        "iam:UntagOpenIDConnectProvider",
        "iam:UpdateOpenIDConnectProviderThumbprint",
      ],
      resources: providerArns,
    },
  ];
}
