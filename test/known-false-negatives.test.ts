import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

import { type Statement } from "../components/policy-document";
import { secretText } from "./support/secret-text";
import { declaring, exception } from "./policy-pack/exceptions";
import { lambdaFunction } from "./policy-pack/functions";
import { container, fargateTask, rolePolicy, secret, taskDefinition } from "./policy-pack/programs";
import { policyNamed, reports } from "./policy-pack/reports";

interface Case {
  /** The tool, and what it lets pass. */
  title: string;
  policy: string;
  program: () => unknown;
  /** The start of what the policy says: the resource, the place and the fault. */
  says: string;
  /** The start of another line. */
  alsoSays?: string;
}

const password = () => secretText(randomBytes(9).toString("hex"));
const environment = (name: string, value: pulumi.Input<string>) => ({ environment: [{ name, value }] });
const inTask = 'FargateTask web: container "web",';
const inPlainText = (name: string, sign = "secret-name, medium confidence") =>
  `${inTask} environment ${name} holds a secret in plain text (${sign})`;

const allow = (actions: string[], resource: string, sid = "Read"): Statement => ({
  ...{ sid, effect: "Allow", actions, resources: [resource] },
});
const readAndDecrypt = () => rolePolicy([allow(["secretsmanager:GetSecretValue", "kms:Decrypt"], "*")]);

/** A resource's policy for everyone, under a condition that everyone can meet. */
const forEveryone = (action: string) =>
  JSON.stringify({
    Statement: {
      Sid: "Use",
      Effect: "Allow",
      Principal: "*",
      Action: action,
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "true" } },
    },
  });
const everyone = 'statement "Use" allows everyone';

const rotation = (rotationRules: aws.types.input.secretsmanager.SecretRotationRotationRules) => () =>
  new aws.secretsmanager.SecretRotation("web", { secretId: "web", rotationRules });
const service = (args: aws.ecs.ServiceArgs) => () => new aws.ecs.Service("web", args);
const generated = () => new random.RandomPassword("db", { length: 32 }).result;

const missed: Case[] = [
  {
    title: "Checkov CKV_AWS_334 reads privilege, where ECS's key is privileged",
    policy: "no-privileged-container",
    program: () => fargateTask({ privileged: true }),
    says: `${inTask} privileged is true`,
  },
  {
    title: "Checkov CKV_AWS_335 looks for pidMode in a container, where it is the task's",
    policy: "no-host-namespaces",
    program: () =>
      new aws.ecs.TaskDefinition("web", { family: "web", containerDefinitions: "[]", pidMode: "host" }),
    says: "TaskDefinition web: pidMode is host",
  },
  {
    title: "Checkov CKV_AWS_304 accepts every cron(...), once a year too",
    policy: "secret-rotates-in-time",
    program: rotation({ scheduleExpression: "cron(0 4 1 1 ? *)" }),
    says: "SecretRotation web: rotationRules scheduleExpression cron(0 4 1 1 ? *) leaves up to 366 days",
  },
  {
    title: "Checkov CKV_AWS_304 ignored schedule expressions (checkov#6199)",
    policy: "secret-rotates-in-time",
    program: rotation({ scheduleExpression: "rate(90 days)" }),
    says: "SecretRotation web: rotationRules scheduleExpression rate(90 days) leaves up to 90 days",
  },
  {
    title: "Checkov CKV_AWS_33 skips each statement with a condition, even aws:SecureTransport",
    policy: "kms-key-policy-names-principals",
    program: () => new aws.kms.Key("key", { policy: forEveryone("kms:*") }),
    says: `Key key: ${everyone}`,
  },
  {
    title: "Checkov CKV_AWS_33 passes a policy that it cannot parse (checkov#5627)",
    policy: "kms-key-policy-names-principals",
    program: () => new aws.kms.Key("key", { policy: "{not JSON" }),
    says: "Key key: policy is not valid JSON",
  },
  {
    title: 'Checkov CKV_AWS_288 and 355 know "*", and not arn:aws:secretsmanager:*:*:secret:*',
    policy: "iam-secret-read-scoped",
    program: () =>
      rolePolicy([allow(["secretsmanager:GetSecretValue"], "arn:aws:secretsmanager:*:*:secret:*")]),
    says: 'RolePolicy web: statement "Read" allows secretsmanager:GetSecretValue on "arn:aws:secretsmanager:*:*:secret:*"',
  },
  {
    title: "Checkov CKV_AWS_287 does not count secretsmanager:GetSecretValue on everything",
    policy: "iam-secret-read-scoped",
    program: readAndDecrypt,
    says: 'RolePolicy web: statement "Read" allows secretsmanager:GetSecretValue on "*"',
  },
  {
    title: "Checkov CKV_AWS_287 does not count kms:Decrypt on everything",
    policy: "iam-kms-decrypt-scoped",
    program: readAndDecrypt,
    says: 'RolePolicy web: statement "Read" allows kms:Decrypt on "*"',
    alsoSays: 'RolePolicy web: statement "Read" allows kms:Decrypt outside of any AWS service',
  },
  {
    title: "Checkov CKV_AWS_223 and 224 pass a cluster that has no configuration of its sessions",
    policy: "no-exec-in-prod",
    program: () => service({ cluster: new aws.ecs.Cluster("web").arn, enableExecuteCommand: true })(),
    says: "Service web: enableExecuteCommand is true in prod",
  },
  {
    title: "Checkov CKV_AWS_332 ignores services with capacity providers",
    policy: "fargate-platform-version-is-current",
    program: service({
      capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
      platformVersion: "1.3.0",
    }),
    says: "Service web: platformVersion is 1.3.0",
  },
  {
    title: "AWS Config ECS.8 knows three names, and no other",
    policy: "no-plaintext-secret-in-task-definition",
    program: () => fargateTask(environment("API_TOKEN", password())),
    says: inPlainText("API_TOKEN"),
  },
  {
    title: "AWS Config ECS.8 leaves out files of variables in S3",
    policy: "no-environment-files",
    program: () => fargateTask({ environmentFiles: [{ type: "s3", value: "arn:aws:s3:::example/web.env" }] }),
    says: `${inTask.slice(0, -1)} has 1 environmentFiles`,
  },
  {
    title: "Checkov's secrets runner missed DB_PASSWORD in a task definition",
    policy: "no-plaintext-secret-in-task-definition",
    program: () => fargateTask(environment("DB_PASSWORD", password())),
    says: inPlainText("DB_PASSWORD"),
  },
  {
    title: "Checkov's secrets runner missed a literal secret_string",
    policy: "secret-value-is-not-literal",
    program: () =>
      new aws.secretsmanager.SecretVersion("web", { secretId: secret().id, secretString: password() }),
    says: "SecretVersion web: secretString comes from no resource, but from the program or its configuration",
  },
  {
    title: "Prowler missed passwords (prowler#826), here one within an address",
    policy: "no-plaintext-secret-in-task-definition",
    program: () => fargateTask(environment("DATABASE", `postgres://app:${password()}@db/orders`)),
    says: inPlainText("DATABASE", "url-credential, high confidence"),
  },
  {
    title: "checks of lower-case keys miss a container of PascalCase keys (pulumi-aws#4336)",
    policy: "no-plaintext-secret-in-task-definition",
    program: () =>
      taskDefinition([{ Name: "web", Environment: [{ Name: "DB_PASSWORD", Value: password() }] }]),
    says: inPlainText("DB_PASSWORD").replace("FargateTask", "TaskDefinition"),
  },
  {
    title: "guard follows no reference but .Ref, here that of a rotation to another secret",
    policy: "secret-rotates",
    program: () => {
      secret();
      const other = new aws.secretsmanager.Secret("other");
      const rotationRules = { automaticallyAfterDays: 30 };
      new aws.secretsmanager.SecretRotation("web", { secretId: other.id, rotationRules });
    },
    says: "Secret secret: no rotation of the stack is for it",
  },
  {
    title: "guard reads literal variables only, and no value of a function that is yet to be generated",
    policy: "no-plaintext-secret-in-function",
    program: () => lambdaFunction({ environment: { variables: { DB_PASSWORD: generated() } } }),
    says: "Function rotate: environment holds a value of random:index/randomPassword:RandomPassword db in plain text",
  },
  {
    title: "guard reads literal templates only, and no definition that is yet to be generated",
    policy: "no-plaintext-secret-in-task-definition",
    program: () => taskDefinition([container(environment("DB_PASSWORD", generated()))]),
    says: "TaskDefinition web: containerDefinitions holds a value of random:index/randomPassword:RandomPassword db in plain text",
  },
  {
    title: "KICS 7ebc9038 ignores the policy of a key that is a resource of its own (kics#6707)",
    policy: "kms-key-policy-names-principals",
    program: () =>
      new aws.kms.KeyPolicy("web", { keyId: new aws.kms.Key("key").id, policy: forEveryone("kms:*") }),
    says: `KeyPolicy web: ${everyone}`,
  },
  {
    title: "the same for a secret's policy",
    policy: "secret-policy-is-not-public",
    program: () =>
      new aws.secretsmanager.SecretPolicy("web", {
        secretArn: secret().arn,
        policy: forEveryone("secretsmanager:GetSecretValue"),
        blockPublicPolicy: true,
      }),
    says: `SecretPolicy web: ${everyone}`,
  },
  {
    title: "the same for a topic's policy",
    policy: "topic-policy-is-not-public",
    program: () =>
      new aws.sns.TopicPolicy("web", {
        arn: new aws.sns.Topic("alerts").arn,
        policy: forEveryone("sns:Publish"),
      }),
    says: `TopicPolicy web: ${everyone}`,
  },
  {
    title: "the same for a role's policies",
    policy: "no-broad-managed-policy",
    program: () =>
      new aws.iam.RolePolicyAttachment("web", {
        role: "web",
        policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
    says: "RolePolicyAttachment web: policyArn attaches AdministratorAccess",
  },
  {
    title: "the same for a security group's rules",
    policy: "no-open-ingress",
    program: () =>
      new aws.ec2.SecurityGroupRule("web", {
        securityGroupId: new aws.ec2.SecurityGroup("group").id,
        ...{ type: "ingress", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] },
      }),
    says: "SecurityGroupRule web: lets 0.0.0.0/0 in on port 22",
  },
  {
    title: "steampipe's query passed exactly the AWS-managed key (steampipe-mod-aws-compliance#510)",
    policy: "secret-uses-customer-managed-key",
    program: () => secret({ kmsKeyId: "alias/aws/secretsmanager" }),
    says: "Secret secret: kmsKeyId is alias/aws/secretsmanager, the AWS-managed key",
  },
];

describe("known false negatives of other tools", () => {
  for (const { title, policy, program, says, alsoSays } of missed) {
    it(`${policy} sees it: ${title}`, async () => {
      const said = await reports(policyNamed(policy), program);
      const starts = [says, alsoSays].flatMap((start) => (start === undefined ? [] : `mandatory ${start}`));
      // The way out follows the fault: the policy's own test has all of the line.
      assert.deepEqual(
        said.map((line, index) => line.slice(0, starts[index]?.length)),
        starts,
      );
    });
  }

  it("iam-resources-are-named says it: a suppression of cdk-nag hides what is added later (cdk-nag#833)", async () => {
    const policy = "iam-resources-are-named";
    const excepted = exception({ policy, resource: "aws:iam/rolePolicy:RolePolicy::web" });
    const program = () =>
      rolePolicy([allow(["sqs:SendMessage"], "*"), allow(["s3:PutObject"], "*", "Added")]);
    const said = await reports(policyNamed(policy), program, { config: declaring(excepted) });
    const faults = said.map(
      (line) => /^advisory RolePolicy web: .*(statement ".*" allows \S+)/.exec(line)?.[1],
    );
    assert.deepEqual(faults, [
      'statement "Read" allows sqs:SendMessage',
      'statement "Added" allows s3:PutObject',
    ]);
  });
});
