import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { executionStatements, parseEcrImage, taskStatements } from "../../components/task-permissions";
import { contextOf, serviceSpec } from "../support/components";
import { valueOf } from "../support/pulumi";

const secretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:auth-service-test-config-AbCdEf";
const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000000";
const logGroupArn = "arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/test/auth-service";
const rights = { secretArns: [secretArn], keyArn, logGroupArn, image: "nginx:1", context: contextOf("aws") };

const readSecrets = {
  sid: "ReadSecrets",
  effect: "Allow",
  actions: ["secretsmanager:GetSecretValue"],
  resources: [secretArn],
};
const decryptSecrets = {
  sid: "DecryptSecrets",
  effect: "Allow",
  actions: ["kms:Decrypt"],
  resources: [keyArn],
  conditions: {
    StringEquals: {
      "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com",
      "kms:EncryptionContext:SecretARN": [secretArn],
    },
  },
};
const writeLogs = {
  sid: "WriteLogs",
  effect: "Allow",
  actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
  resources: [`${logGroupArn}:log-stream:*`],
};

const resolve = (statements: ReturnType<typeof executionStatements>) => valueOf(pulumi.output(statements));

describe("executionStatements", () => {
  it("allows exactly the service's secrets, their key through Secrets Manager, and the log group", async () => {
    assert.deepEqual(await resolve(executionStatements(rights)), [readSecrets, decryptSecrets, writeLogs]);
  });

  it("says nothing of secrets or keys for a service without secrets", async () => {
    assert.deepEqual(await resolve(executionStatements({ ...rights, secretArns: [] })), [writeLogs]);
  });

  it("reads the credentials of a private registry too", async () => {
    const registryCredentialsArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:registry-MnOpQr";
    const [read, decrypt] = await resolve(executionStatements({ ...rights, registryCredentialsArn }));
    assert.deepEqual(read?.resources, [secretArn, registryCredentialsArn]);
    assert.deepEqual(decrypt?.conditions?.StringEquals?.["kms:EncryptionContext:SecretARN"], [
      secretArn,
      registryCredentialsArn,
    ]);
  });

  it("pulls an image from its own ECR repository only", async () => {
    const image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/auth-service:1";
    assert.deepEqual((await resolve(executionStatements({ ...rights, image }))).slice(3), [
      { sid: "LogInToRegistry", effect: "Allow", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
      {
        sid: "PullImage",
        effect: "Allow",
        actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        resources: ["arn:aws:ecr:eu-west-1:111122223333:repository/team/auth-service"],
      },
    ]);
  });

  it("names the partition's own service endpoint and ARNs", async () => {
    const image = "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/auth-service:1";
    const [, decrypt, , , pull] = await resolve(
      executionStatements({ ...rights, image, context: contextOf("aws-cn") }),
    );
    assert.equal(
      decrypt?.conditions?.StringEquals?.["kms:ViaService"],
      "secretsmanager.cn-north-1.amazonaws.com.cn",
    );
    assert.deepEqual(pull?.resources, ["arn:aws-cn:ecr:cn-north-1:111122223333:repository/auth-service"]);
  });
});

describe("taskStatements", () => {
  it("allows a task's code nothing", () => {
    assert.deepEqual(taskStatements(serviceSpec()), []);
  });

  it("allows ECS Exec its four channels where it is on", () => {
    assert.deepEqual(taskStatements(serviceSpec({ enableExecuteCommand: true })), [
      {
        sid: "ExecuteCommandChannels",
        effect: "Allow",
        actions: [
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ],
        resources: ["*"],
      },
    ]);
  });
});

describe("taskStatements for declared permissions", () => {
  it("allows a task's code what is declared, and nothing else", () => {
    const permission = {
      sid: "ReadBucket",
      actions: ["s3:GetObject"],
      resources: ["arn:aws:s3:::bucket/*"],
      conditions: { StringEquals: { "s3:ExistingObjectTag/public": "true" } },
    };
    assert.deepEqual(taskStatements(serviceSpec({ permissions: [permission] })), [
      { effect: "Allow", ...permission },
    ]);
  });
});

describe("parseEcrImage", () => {
  const digest = `sha256:${"0".repeat(64)}`;
  const cases: [string, ReturnType<typeof parseEcrImage>][] = [
    [
      "111122223333.dkr.ecr.eu-west-1.amazonaws.com/a/b:1",
      { accountId: "111122223333", region: "eu-west-1", name: "a/b" },
    ],
    [
      `111122223333.dkr.ecr.us-gov-west-1.amazonaws.com/a@${digest}`,
      { accountId: "111122223333", region: "us-gov-west-1", name: "a" },
    ],
    [
      "111122223333.dkr.ecr-fips.us-east-1.amazonaws.com/a",
      { accountId: "111122223333", region: "us-east-1", name: "a" },
    ],
    [
      "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/a:1",
      { accountId: "111122223333", region: "cn-north-1", name: "a" },
    ],
    ["public.ecr.aws/nginx/nginx:1", undefined],
    ["nginx", undefined],
  ];
  for (const [image, repository] of cases) {
    it(`reads ${image}`, () => {
      assert.deepEqual(parseEcrImage(image), repository);
    });
  }
});
