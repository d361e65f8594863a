import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { type Conditions, type Statement } from "../components/policy-document";
import { policies } from "../policy-pack/policies/index";
import { secretText } from "./support/secret-text";
import { lambdaFunction } from "./policy-pack/functions";
import { fargateTask, rolePolicy, secret, secretArn } from "./policy-pack/programs";
import { policyNamed, reports, reportsOf } from "./policy-pack/reports";

interface Case {
  /** The tool, and what it refuses. */
  title: string;
  /** The policy that could make the same mistake. */
  policy: string;
  program: () => unknown;
  /** What is next to it, and refused by the policy: it does look there. */
  refused: () => unknown;
  /** Whether it is the first preview, when little is known. @default true */
  preview?: boolean;
}

const account = "123456789012";
const digest = `@sha256:${"0".repeat(64)}`;

const task = (overrides: Record<string, unknown>) => () =>
  fargateTask({ image: `public.ecr.aws/example/web${digest}`, ...overrides });
const variable = (name: string, value: string) => task({ environment: [{ name, value }] });
const inFunction =
  (...variables: [string, string][]) =>
  () =>
    lambdaFunction({ environment: { variables: Object.fromEntries(variables) } });
const password = secretText(randomBytes(12).toString("hex"));
const plainPassword = variable("DB_PASSWORD", password);
const functionPassword = inFunction(["DB_PASSWORD", password]);

const statement = (actions: string[], resource: string, conditions?: Conditions): Statement => ({
  ...{ sid: "Work", effect: "Allow", actions, resources: [resource] },
  ...(conditions && { conditions }),
});
const role = (of: Statement) => () => rolePolicy([of]);
const sendToAll = statement(["sqs:SendMessage"], "*");

const key = (resourceStatement: object) => () =>
  new aws.kms.Key("key", {
    enableKeyRotation: true,
    policy: JSON.stringify({ Statement: { Action: "kms:*", Resource: "*", ...resourceStatement } }),
  });
const keyForEveryone = key({ Effect: "Allow", Principal: "*" });

const rotated = (secretId: pulumi.Input<string>) =>
  new aws.secretsmanager.SecretRotation("web", { secretId, rotationRules: { automaticallyAfterDays: 30 } });
const permission = (args: Partial<aws.lambda.PermissionArgs>) => () =>
  new aws.lambda.Permission("web", {
    ...{ function: "rotate", action: "lambda:InvokeFunction", principal: "secretsmanager.amazonaws.com" },
    ...args,
  });
const publicRule = (internal: boolean) => () => {
  const group = new aws.ec2.SecurityGroup("group");
  const open = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] };
  new aws.ec2.SecurityGroupRule("web", { securityGroupId: group.id, type: "ingress", ...open });
  new aws.lb.LoadBalancer("web", { securityGroups: [group.id], internal, dropInvalidHeaderFields: true });
};

const benign: [string, string][] = [
  ["DB_SECRET_ARN", secretArn("auth-service-prod-config-AbC123")],
  ["SECRET_NAME", "auth-service-prod-config"],
  ["TOKEN_TTL_SECONDS", "3600"],
  ["PASSWORD_MIN_LENGTH", "12"],
  ["TOKEN_URL", "https://login.example.com/oauth2/token"],
];

/** What other tools take for a credential in a function's variables. */
const lookAlikes: [title: string, name: string, value: string][] = [
  ["CKV_AWS_45 flags a path of 40 characters", "AWS_CA_BUNDLE", "/opt/certificates/authority/roots/bundle"],
  [
    "CKV_AWS_45 flags a secret's name (checkov#7310)",
    "DB_SECRET_NAME",
    "prod/orders/database/primary/application",
  ],
  ["CKV_SECRET_6 flags a path (checkov#4604)", "API_SECRET_PATH", "dev/api/env-main"],
  ["KICS flags an SSM parameter's name (kics#7023)", "DB_PASSWORD_PARAMETER", "/prod/orders/db/password"],
];

const noResources = [
  "logs:DescribeLogGroups",
  "ecr:GetAuthorizationToken",
  "cloudwatch:PutMetricData",
  "ec2:DescribeNetworkInterfaces",
];

const accepted: Case[] = [
  ...benign.map(([name, value]) => ({
    title: `Trivy AWS-0036 flags the name ${name}`,
    policy: "no-plaintext-secret-in-task-definition",
    program: variable(name, value),
    refused: plainPassword,
  })),
  ...[[], [{ name: "LOG_LEVEL", value: "info" }]].map((environment) => ({
    title: `cdk-nag ECS2 flags environment ${JSON.stringify(environment)}`,
    policy: "no-plaintext-secret-in-task-definition",
    program: task({ environment }),
    refused: plainPassword,
  })),
  {
    title: "cdk-nag IAM5 flags any * in a resource, even /prod/orders/*",
    policy: "iam-resources-are-named",
    program: role(
      statement(["ssm:GetParameter"], `arn:aws:ssm:us-east-1:${account}:parameter/prod/orders/*`),
    ),
    refused: role(statement(["ssm:GetParameter"], "*")),
  },
  {
    title: "cdk-nag SMG4 missed a rotation that names its secret by another resource (cdk-nag#457)",
    policy: "secret-rotates",
    program: () => {
      const value = { secretStringWo: secretText(), secretStringWoVersion: 1 };
      rotated(new aws.secretsmanager.SecretVersion("web", { secretId: secret().id, ...value }).secretId);
    },
    refused: () => secret(),
    preview: false,
  },
  ...lookAlikes.map(([title, name, value]) => ({
    title,
    policy: "no-plaintext-secret-in-function",
    program: inFunction([name, value]),
    refused: functionPassword,
  })),
  ...noResources.map((action) => ({
    title: `Checkov, Trivy and SonarJS flag "*" for ${action}, which has no resources`,
    policy: "iam-resources-are-named",
    program: role(statement([action], "*")),
    refused: role(sendToAll),
  })),
  {
    title: 'Checkov and tfsec flag "*" in a key\'s policy, where it is the key (checkov#2336)',
    policy: "kms-key-policy-names-principals",
    program: key({ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` } }),
    refused: keyForEveryone,
  },
  {
    title: "Checkov ignores a condition that leaves some resources (checkov#1392)",
    policy: "iam-resources-are-named",
    program: role({
      ...sendToAll,
      conditions: { StringEquals: { "aws:ResourceTag/Service": "orders" } },
    }),
    refused: role({ ...sendToAll, conditions: { Bool: { "aws:SecureTransport": "true" } } }),
  },
  {
    title: "Checkov ignores a condition that leaves some callers (checkov#5305)",
    policy: "kms-key-policy-names-principals",
    program: key({
      ...{ Effect: "Allow", Principal: "*" },
      Condition: { StringEquals: { "kms:CallerAccount": account } },
    }),
    refused: keyForEveryone,
  },
  {
    title: "Checkov flagged what an identity's policy denies (checkov#4394)",
    policy: "iam-resources-are-named",
    program: role({ ...sendToAll, effect: "Deny" }),
    refused: role(sendToAll),
  },
  {
    title: "Checkov flags what a resource's policy denies (checkov#4401)",
    policy: "kms-key-policy-names-principals",
    program: key({
      ...{ Effect: "Deny", Principal: "*" },
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    }),
    refused: keyForEveryone,
  },
  {
    title: "guard and KICS do not join a rotation to its secret by the reference",
    policy: "secret-rotates",
    program: () => rotated(secret().id),
    refused: () => [secret(), rotated("auth-service-prod-credentials")],
  },
  {
    title: "KICS does not join a rule of its own to its group, here to the load balancer's",
    policy: "no-open-ingress",
    program: publicRule(false),
    refused: publicRule(true),
  },
  {
    title: 'Checkov CKV_AWS_149 refuses "aws/" anywhere in an alias',
    policy: "secret-uses-customer-managed-key",
    program: () => rotated(secret({ kmsKeyId: "alias/acme-aws/secrets" }).id),
    refused: () => secret({ kmsKeyId: "alias/aws/secretsmanager" }),
  },
  {
    title: "Checkov CKV_AWS_332 refuses 1.4.0, though it is current",
    policy: "fargate-platform-version-is-current",
    program: () => new aws.ecs.Service("web", { launchType: "FARGATE", platformVersion: "1.4.0" }),
    refused: () => new aws.ecs.Service("web", { launchType: "FARGATE", platformVersion: "1.3.0" }),
  },
  {
    title: "Pulumi's compliance policies demand sourceArn, though sourceAccount suffices",
    policy: "function-permission-names-its-source",
    program: permission({ sourceAccount: account }),
    refused: permission({}),
  },
  {
    title: "Pulumi's compliance policies stop at a key that is yet to be made",
    policy: "secret-uses-customer-managed-key",
    program: () => {
      const { arn } = new aws.kms.Key("key", { enableKeyRotation: true });
      rotated(secret({ kmsKeyId: arn }).id);
    },
    refused: () => new aws.secretsmanager.Secret("secret"),
  },
];

describe("known false positives of other tools", () => {
  for (const { title, policy: name, program, refused, preview = true } of accepted) {
    it(`no policy makes it: ${title}`, async () => {
      assert.deepEqual(await reportsOf(policies, program, { preview }), []);
      const said = await reports(policyNamed(name), refused, { preview });
      assert.deepEqual(
        said.map((line) => line.split(" ")[0]),
        ["mandatory"],
        `${name} refuses what is next to it`,
      );
    });
  }
});
