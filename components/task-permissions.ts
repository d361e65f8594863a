import * as pulumi from "@pulumi/pulumi";

import { type AwsContext } from "./aws-context";
import { type Statement } from "./policy-document";
import { keyStatement } from "./secret-access";
import { type ServiceSpec } from "./service-spec";

export interface ExecutionRights {
  /** Full ARNs of the secrets that the tasks receive. */
  secretArns: pulumi.Input<string>[];
  /** Full ARN of the secret with the credentials of a private image registry. */
  registryCredentialsArn?: string | undefined;
  /** The key that encrypts them. */
  keyArn: pulumi.Input<string>;
  logGroupArn: pulumi.Input<string>;
  image: string;
  context: AwsContext;
}

/** What ECS itself may do to start a service's tasks: exactly its secrets, its log group and its image. */
export function executionStatements(rights: ExecutionRights): Statement[] {
  return [...secretStatements(rights), logStatement(rights), ...imageStatements(rights)];
}

/**
 * Reading the secrets. Decryption is allowed on the key, not on the secret, and through Secrets Manager for these
 * secrets only (https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html).
 */
function secretStatements(rights: ExecutionRights): Statement[] {
  const { registryCredentialsArn, keyArn, context } = rights;
  const secretArns = [
    ...rights.secretArns,
    ...(registryCredentialsArn === undefined ? [] : [registryCredentialsArn]),
  ];
  if (secretArns.length === 0) return [];
  return [
    {
      sid: "ReadSecrets",
      effect: "Allow",
      actions: ["secretsmanager:GetSecretValue"],
      resources: secretArns,
    },
    keyStatement("DecryptSecrets", ["kms:Decrypt"], { secretArns, keyArn, context }),
  ];
}

function logStatement({ logGroupArn }: ExecutionRights): Statement {
  return {
    sid: "WriteLogs",
    effect: "Allow",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [pulumi.interpolate`${logGroupArn}:log-stream:*`],
  };
}

/** Pulling the image, where it lies in a private ECR repository. The token's action has no resource type. */
function imageStatements({ image, context }: ExecutionRights): Statement[] {
  const repository = parseEcrImage(image);
  if (!repository) return [];
  const { accountId, region, name } = repository;
  return [
    { sid: "LogInToRegistry", effect: "Allow", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "PullImage",
      effect: "Allow",
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: [pulumi.interpolate`arn:${context.partition}:ecr:${region}:${accountId}:repository/${name}`],
    },
  ];
}

/** The private ECR repository that an image comes from, if it comes from one. */
export function parseEcrImage(
  image: string,
): { accountId: string; region: string; name: string } | undefined {
  const match =
    /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.aws)\/([^:@]+)/.exec(
      image,
    );
  const [, accountId, region, name] = match ?? [];
  return accountId !== undefined && region !== undefined && name !== undefined
    ? { accountId, region, name }
    : undefined;
}

/**
 * What a task's own code may do: what is declared, and the channels of ECS Exec where that is on. Their actions have no
 * resource type (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#ecs-exec-required-iam-permissions).
 */
export function taskStatements(
  service: Pick<ServiceSpec, "enableExecuteCommand" | "permissions">,
): Statement[] {
  const declared = service.permissions.map(({ conditions, ...permission }): Statement => ({
    effect: "Allow",
    ...permission,
    ...(conditions ? { conditions } : {}),
  }));
  return service.enableExecuteCommand ? [...declared, executeCommandStatement] : declared;
}

const executeCommandStatement: Statement = {
  sid: "ExecuteCommandChannels",
  effect: "Allow",
  actions: [
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
  ],
  resources: ["*"],
};
