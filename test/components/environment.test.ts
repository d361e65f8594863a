import assert from "node:assert/strict";

import { type EnvironmentArgs } from "../../components/environment";
import { type OwnAnswers } from "../../local/offline/provider-answers";
import { record } from "../../local/offline/recorder";
import { parseDocument, testEnvironment, textOf, typesAndNames } from "../support/components";
import { resourceOf } from "../support/pulumi";

function recordEnvironment(overrides: Partial<EnvironmentArgs> = {}, region = "eu-west-1") {
  return record(
    () => {
      testEnvironment(overrides);
    },
    { config: { "aws:region": region } },
  );
}

function withoutSecrets(name: string): EnvironmentArgs["services"][number] {
  return { name, secrets: [] };
}

describe("Environment in an existing cluster", () => {
  const arn = "arn:aws:ecs:eu-west-1:123456789012:cluster/shared";
  const secrets = [
    { type: "config", keys: { A: { source: "generated", length: 48, special: false } } } as const,
  ];

  it("makes none, and runs services, events and rollouts in that one", async () => {
    const services = [{ name: "auth-service", secrets }];
    const recording = await recordEnvironment({ cluster: arn, services });
    const { resources } = recording;
    assert.deepEqual(
      resources.filter(({ type }) => type.startsWith("aws:ecs/")),
      [],
    );
    const { outputs } = resourceOf(recording, "secret-backed-services:components:Environment");
    assert.equal(outputs.clusterArn, arn);
    const lambda = resourceOf(recording, "aws:lambda/function:Function", "test-rollout");
    const { variables } = Object(lambda.inputs.environment) as { variables: Record<string, unknown> };
    assert.equal(variables.CLUSTER, "shared");
    const { eventPattern } = resourceOf(
      recording,
      "aws:cloudwatch/eventRule:EventRule",
      "test-rollout-stopped",
    ).inputs;
    assert.ok(textOf(eventPattern).includes(`"${arn}"`));
  });
});

describe("Environment", () => {
  it("makes network, key, cluster and alert topic", async () => {
    const recording = await recordEnvironment();
    const { resources } = recording;
    const withoutAlarms = resources.filter(({ type }) => !type.startsWith("aws:cloudwatch/"));
    assert.deepEqual(typesAndNames(withoutAlarms), [
      "aws:ecs/cluster:Cluster test",
      "aws:kms/alias:Alias test-key",
      "aws:kms/key:Key test-key",
      "aws:sns/topic:Topic test-alerts",
      "aws:sns/topicPolicy:TopicPolicy test-alerts",
      "secret-backed-services:components:Environment test",
      "secret-backed-services:components:EnvironmentAlarms test-alarms",
      "secret-backed-services:components:Network test",
    ]);
    const keyArn = resourceOf(recording, "aws:kms/key:Key").outputs.arn;
    assert.deepEqual(resourceOf(recording, "aws:kms/alias:Alias").inputs, {
      name: "alias/secret-backed-services-test",
      targetKeyId: resourceOf(recording, "aws:kms/key:Key").outputs.keyId,
    });
    assert.deepEqual(resourceOf(recording, "aws:ecs/cluster:Cluster").inputs, {
      name: "secret-backed-services-test",
      settings: [{ name: "containerInsights", value: "enabled" }],
      tags: { Environment: "test" },
    });
    assert.deepEqual(resourceOf(recording, "aws:sns/topic:Topic").inputs, {
      name: "secret-backed-services-test-alerts",
      kmsMasterKeyId: keyArn,
      tags: { Environment: "test" },
    });
    assert.deepEqual(resourceOf(recording, "secret-backed-services:components:Environment").outputs, {
      vpcId: "vpc-1",
      clusterArn: resourceOf(recording, "aws:ecs/cluster:Cluster").outputs.arn,
      keyArn,
      alertTopicArn: resourceOf(recording, "aws:sns/topic:Topic").outputs.arn,
      trailLogGroupName: "trail",
      declaredReaders: [],
    });
  });

  it("rotates the key, and lets account policies, the environment's log groups and alert publishers use it", async () => {
    const { policy, ...key } = resourceOf(await recordEnvironment(), "aws:kms/key:Key").inputs;
    assert.deepEqual(key, {
      description: "Secrets, logs and alerts of test",
      enableKeyRotation: true,
      deletionWindowInDays: 7,
      tags: { Environment: "test" },
    });
    assert.deepEqual(parseDocument(policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AccountPoliciesDecide",
          Effect: "Allow",
          Principal: { AWS: ["arn:aws:iam::123456789012:root"] },
          Action: ["kms:*"],
          Resource: ["*"],
        },
        {
          Sid: "EncryptLogs",
          Effect: "Allow",
          Principal: { Service: ["logs.eu-west-1.amazonaws.com"] },
          Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
          Resource: ["*"],
          Condition: {
            ArnLike: {
              "kms:EncryptionContext:aws:logs:arn": [
                "arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/test/*",
                "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/*-test-rotation",
                "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/secret-backed-services-test-rollout",
                "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/secret-backed-services-test-rotation-age",
                "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/cloudtrail/secret-backed-services-test",
              ],
            },
          },
        },
        {
          Sid: "PublishAlerts",
          Effect: "Allow",
          Principal: { Service: ["cloudwatch.amazonaws.com", "events.amazonaws.com"] },
          Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
          Resource: ["*"],
          Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
        },
        {
          Sid: "EncryptTrail",
          Effect: "Allow",
          Principal: { Service: ["cloudtrail.amazonaws.com"] },
          Action: ["kms:GenerateDataKey*"],
          Resource: ["*"],
          Condition: {
            StringEquals: {
              "aws:SourceArn": "arn:aws:cloudtrail:eu-west-1:123456789012:trail/secret-backed-services-test",
            },
            StringLike: {
              "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:123456789012:trail/*",
            },
          },
        },
        {
          Sid: "TrailSeesKey",
          Effect: "Allow",
          Principal: { Service: ["cloudtrail.amazonaws.com"] },
          Action: ["kms:DescribeKey"],
          Resource: ["*"],
          Condition: {
            StringEquals: {
              "aws:SourceArn": "arn:aws:cloudtrail:eu-west-1:123456789012:trail/secret-backed-services-test",
            },
          },
        },
      ],
    });
  });

  it("names the partition's own principals and ARNs", async () => {
    for (const [region, principal, root] of [
      ["cn-north-1", "logs.cn-north-1.amazonaws.com.cn", "arn:aws-cn:iam::123456789012:root"],
      ["us-gov-west-1", "logs.us-gov-west-1.amazonaws.com", "arn:aws-us-gov:iam::123456789012:root"],
    ] as const) {
      const { inputs } = resourceOf(await recordEnvironment({}, region), "aws:kms/key:Key");
      const document = JSON.stringify(parseDocument(inputs.policy));
      assert.ok(document.includes(`"${principal}"`) && document.includes(`"${root}"`), document);
    }
  });

  it("protects and retains the key for longer where deletion protection is on", async () => {
    const { inputs, options } = resourceOf(
      await recordEnvironment({ deletionProtection: true }),
      "aws:kms/key:Key",
    );
    assert.equal(inputs.deletionWindowInDays, 30);
    assert.deepEqual([options.protect, options.retainOnDelete], [true, true]);
  });

  it("has enhanced observability in prod", async () => {
    const { inputs } = resourceOf(
      await recordEnvironment({ environment: "prod" }),
      "aws:ecs/cluster:Cluster",
    );
    assert.deepEqual(inputs.settings, [{ name: "containerInsights", value: "enhanced" }]);
  });

  const wall = { administrators: ["arn:aws:iam::123456789012:user/offline"], breakGlass: true };

  it("closes the key, behind a wall, to all but administrators, break-glass and the services' execution roles and the rotation-age function", async () => {
    const recording = await recordEnvironment({
      environment: "prod",
      wall,
      services: [withoutSecrets("a"), withoutSecrets("b")],
    });
    const document = parseDocument(resourceOf(recording, "aws:kms/key:Key").inputs.policy);
    const statements: unknown = Reflect.get(Object(document), "Statement");
    assert.ok(Array.isArray(statements));
    const condition: unknown = Reflect.get(Object(statements[5]), "Condition");
    assert.equal(statements.length, 6);
    assert.deepEqual(condition, {
      ArnNotLike: {
        "aws:PrincipalArn": [
          "arn:aws:iam::123456789012:user/offline",
          "arn:aws:iam::123456789012:role/secret-backed-services-prod-break-glass",
          "arn:aws:iam::123456789012:role/a-prod-execution",
          "arn:aws:iam::123456789012:role/b-prod-execution",
          "arn:aws:iam::123456789012:role/secret-backed-services-prod-rotation-age",
        ],
      },
      Bool: { "aws:PrincipalIsAWSService": "false" },
      StringNotEquals: { "kms:ViaService": "sns.eu-west-1.amazonaws.com" }, // alerts of other stacks
    });
  });

  it("closes it, behind a wall, to none of the functions that use it either", async () => {
    const rotation = { strategy: "random", length: 32, special: false } as const;
    const keys = { A: { source: "generated", length: 32, special: false, rotation } } as const;
    const services = [
      { name: "a", secrets: [{ type: "config", keys } as const] },
      { name: "b", secrets: [{ type: "config", keys: {} } as const] },
    ];
    const recording = await recordEnvironment({ environment: "prod", wall, services });
    const document = textOf(resourceOf(recording, "aws:kms/key:Key").inputs.policy);
    const roles = [...document.matchAll(/role\/([a-z-]+)"/g)].map(([, name]) => name);
    assert.deepEqual(roles, [
      "secret-backed-services-prod-break-glass",
      "a-prod-execution",
      "a-prod-rotation",
      "b-prod-execution",
      "secret-backed-services-prod-rollout",
      "secret-backed-services-prod-rotation-age",
    ]);
  });

  it("rolls secrets out where a service has one", async () => {
    const secrets = [{ type: "config", keys: {} } as const];
    const recording = await recordEnvironment({ services: [{ name: "a", secrets }] });
    const rollout = resourceOf(
      recording,
      "secret-backed-services:components:RolloutFunction",
      "test-rollout",
    );
    assert.deepEqual(rollout.inputs, {
      environment: "test",
      rollout: { maximumConcurrentDeployments: 1, schedule: "rate(5 minutes)" },
    });
  });

  it("refuses more principals and services than the key's policy holds, before anything exists", async () => {
    const services = (count: number) =>
      Array.from({ length: count }, (_, index) => withoutSecrets(`${"a".repeat(30)}-${index + 1000}`));
    const sizeOf = async (count: number) => {
      const recording = await recordEnvironment({ environment: "prod", wall, services: services(count) });
      return textOf(resourceOf(recording, "aws:kms/key:Key").inputs.policy).length;
    };
    const perService = (await sizeOf(2)) - (await sizeOf(1));
    const most = 1 + Math.floor((32768 - (await sizeOf(1))) / perService);
    const size = await sizeOf(most);
    await assert.rejects(sizeOf(most + 1), {
      message: `the policy of the key of prod would have ${size + perService} characters, and AWS takes at most 32768: name fewer access.administrators, or declare fewer services in the stack`,
    });
  });

  it("refuses a wall that whoever deploys would not come through", async () => {
    const administrators = ["arn:aws:iam::123456789012:role/administrator"];
    await assert.rejects(
      recordEnvironment({ environment: "prod", wall: { administrators, breakGlass: false } }),
      {
        message:
          "access.administrators must name whoever deploys, or the deployment locks itself out of the secrets of prod: add arn:aws:iam::123456789012:user/offline",
      },
    );
  });

  describe("with roles of a pipeline", () => {
    const roles = "arn:aws:iam::123456789012:role/services/";
    const previewAs = (callerArn: string, administrators: string[]) =>
      record(
        () => {
          testEnvironment({
            environment: "prod",
            wall: { administrators, breakGlass: false },
            hasDeliveryRoles: true,
            roleSettings: { path: "/services/" },
          });
        },
        { preview: true, config: { "aws:region": "eu-west-1" }, call: callerIs(callerArn) },
      );
    const preview =
      "arn:aws:sts::123456789012:assumed-role/secret-backed-services-prod-preview/GitHubActions";

    it("lets the preview's role preview what the deploying role may deploy", async () => {
      await previewAs(preview, [`${roles}secret-backed-services-prod-deploy`]);
    });

    it("refuses, in such a preview, a wall that the deploying role would not come through", async () => {
      await assert.rejects(previewAs(preview, ["arn:aws:iam::123456789012:role/administrator"]), {
        message: `access.administrators must name whoever deploys, or the deployment locks itself out of the secrets of prod: add ${roles}secret-backed-services-prod-deploy`,
      });
    });

    it("asks of everyone else that they come through themselves", async () => {
      const other = preview.replace("prod-preview", "stage-preview");
      await assert.rejects(previewAs(other, [`${roles}secret-backed-services-prod-deploy`]), {
        message:
          "access.administrators must name whoever deploys, or the deployment locks itself out of the secrets of prod: add arn:aws:iam::123456789012:role/secret-backed-services-stage-preview",
      });
    });
  });
});

/** Answers with who calls, which nobody knows offline. */
function callerIs(arn: string): OwnAnswers["call"] {
  return (token) =>
    token === "aws:index/getCallerIdentity:getCallerIdentity"
      ? { id: "123456789012", accountId: "123456789012", arn, userId: "AROAOFFLINE" }
      : undefined;
}
