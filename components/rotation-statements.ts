import * as pulumi from "@pulumi/pulumi";

import { type AwsContext } from "./aws-context";
import { type Replica } from "./environment-key";
import { type Statement } from "./policy-document";
import { keyStatement, replicationStatements } from "./secret-access";

export interface RotationRights {
  /** ARN of the rotation function itself. */
  functionArn: pulumi.Input<string>;
  /** Full ARNs of the secrets that it rotates. */
  secretArns: pulumi.Input<string>[];
  /** Full ARNs of the secrets with which it changes credentials at their targets. */
  adminSecretArns: string[];
  /** The key that encrypts them. */
  keyArn: pulumi.Input<string>;
  /** Whether it runs in a network. */
  inNetwork: boolean;
  context: AwsContext;
  /** The Regions that the secrets are replicated to. */
  replicas: readonly Replica[];
}

/** What a rotation function may do: to its own secrets for as long as it rotates them, and to read the admin secrets. */
export function rotationStatements(rights: RotationRights): Statement[] {
  return [
    rotateStatement(rights),
    keyStatement("UseKeyForSecrets", ["kms:Decrypt", "kms:GenerateDataKey"], rights),
    ...replicationStatements(rights),
    ...adminStatements(rights),
    ...networkStatements(rights),
  ];
}

/** (https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html) */
function rotateStatement({ secretArns, functionArn }: RotationRights): Statement {
  return {
    sid: "RotateSecrets",
    effect: "Allow",
    actions: [
      "secretsmanager:DescribeSecret",
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue",
      "secretsmanager:UpdateSecretVersionStage",
    ],
    resources: secretArns,
    conditions: { StringEquals: { "secretsmanager:resource/AllowRotationLambdaArn": functionArn } },
  };
}

/** An admin secret is encrypted with the environment's key, or with the key of AWS, which takes no permission. */
function adminStatements({ adminSecretArns, keyArn, context }: RotationRights): Statement[] {
  if (adminSecretArns.length === 0) return [];
  return [
    {
      sid: "ReadAdminSecrets",
      effect: "Allow",
      actions: ["secretsmanager:GetSecretValue"],
      resources: adminSecretArns,
    },
    keyStatement("DecryptAdminSecrets", ["kms:Decrypt"], { secretArns: adminSecretArns, keyArn, context }),
  ];
}

/**
 * What Lambda itself does with the role to connect the function to the network. The function's own code may not.
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html)
 */
function networkStatements({ functionArn, inNetwork, context }: RotationRights): Statement[] {
  if (!inNetwork) return [];
  const { accountId, partition, region } = context;
  const changes = [
    "AssignPrivateIpAddresses",
    "CreateNetworkInterface",
    "DeleteNetworkInterface",
    "UnassignPrivateIpAddresses",
  ];
  const reads = ["DescribeNetworkInterfaces", "DescribeSubnets"]; // on no resource in particular
  const named = (actions: string[]) => actions.map((action) => `ec2:${action}`).sort();
  const ec2 = pulumi.interpolate`arn:${partition}:ec2:${region}:${accountId}`;
  const resources = ["network-interface", "security-group", "subnet"].map(
    (type) => pulumi.interpolate`${ec2}:${type}/*`,
  );
  const conditions = { ArnEquals: { "lambda:SourceFunctionArn": functionArn } };
  const actions = named([...changes, ...reads]);
  return [
    { sid: "ConnectToNetwork", effect: "Allow", actions: named(changes), resources },
    { sid: "SeeNetwork", effect: "Allow", actions: named(reads), resources: ["*"] },
    { sid: "LambdaAloneConnects", effect: "Deny", actions, resources: ["*"], conditions },
  ];
}
