import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { account, region } from "../accounts";
import { type GoodStack } from "../stack";

export const stack: GoodStack = {
  description: "What a pipeline of GitHub needs to push an image and to deploy it, without a key of its own",
  program: () => {
    const issuer = "token.actions.githubusercontent.com";
    const provider = new aws.iam.OpenIdConnectProvider("github", {
      url: `https://${issuer}`,
      clientIdLists: ["sts.amazonaws.com"],
    });
    const role = new aws.iam.Role("deploy-shop", {
      maxSessionDuration: 3600,
      assumeRolePolicy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Federated: provider.arn },
            Action: "sts:AssumeRoleWithWebIdentity",
            Condition: {
              StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" },
              StringLike: { [`${issuer}:sub`]: "repo:example/shop:environment:prod" },
            },
          },
        ],
      }),
    });
    const repository = createRepository();
    const policy = new aws.iam.Policy("deploy-shop", {
      policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements(repository) }),
    });
    new aws.iam.RolePolicyAttachment("deploy-shop", { role: role.name, policyArn: policy.arn });
  },
};

function createRepository(): aws.ecr.Repository {
  const repository = new aws.ecr.Repository("shop", {
    name: "shop",
    imageTagMutability: "IMMUTABLE",
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfigurations: [{ encryptionType: "KMS" }],
  });
  const rule = {
    rulePriority: 1,
    selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
    action: { type: "expire" },
  };
  new aws.ecr.LifecyclePolicy("shop", {
    repository: repository.name,
    policy: JSON.stringify({ rules: [rule] }),
  });
  return repository;
}

function statements(repository: aws.ecr.Repository) {
  return [
    { Sid: "Login", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
    {
      Sid: "Push",
      Effect: "Allow",
      Action: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:CompleteLayerUpload",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      Resource: repository.arn,
    },
    {
      Sid: "Register",
      Effect: "Allow",
      Action: "ecs:RegisterTaskDefinition",
      Resource: `arn:aws:ecs:${region}:${account}:task-definition/shop:*`,
    },
    { Sid: "Describe", Effect: "Allow", Action: "ecs:DescribeTaskDefinition", Resource: "*" },
    {
      Sid: "Deploy",
      Effect: "Allow",
      Action: ["ecs:UpdateService", "ecs:DescribeServices"],
      Resource: `arn:aws:ecs:${region}:${account}:service/shop/*`,
    },
    {
      Sid: "PassTaskRoles",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: [`arn:aws:iam::${account}:role/shop-execution`, `arn:aws:iam::${account}:role/shop-task`],
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    },
    {
      Sid: "KeepOut",
      Effect: "Deny",
      Action: ["secretsmanager:*", "kms:Decrypt"],
      NotResource: `arn:aws:secretsmanager:${region}:${account}:secret:shop-prod-deploy-??????`,
    },
  ];
}
