import assert from "node:assert/strict";
import { ECSClient } from "@aws-sdk/client-ecs";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SNSClient } from "@aws-sdk/client-sns";

import { awsRolloutActions } from "../../../rotation/rollout/aws-rollout-actions";
import { type RolloutActions } from "../../../rotation/rollout/rollout-actions";
import { AwsServer } from "../../support/rotation/ecs-aws-server";

describe("awsRolloutActions", () => {
  let aws: AwsServer;
  let actions: RolloutActions;

  beforeEach(async () => {
    aws = new AwsServer();
    await aws.start();
    const clients = {
      ecs: new ECSClient(aws.options()),
      secretsManager: new SecretsManagerClient(aws.options()),
      lambda: new LambdaClient(aws.options()),
      sns: new SNSClient(aws.options()),
      replicas: [
        {
          region: "eu-central-1",
          ecs: new ECSClient({ ...aws.options(), region: "eu-central-1" }),
          secretsManager: new SecretsManagerClient({ ...aws.options(), region: "eu-central-1" }),
        },
      ],
    };
    actions = awsRolloutActions(clients, { cluster: "prod", alertTopicArn: "arn:topic" });
  });
  afterEach(() => aws.stop());

  it("force a deployment without touching the service otherwise, and name it by ECS's own clock", async () => {
    const deployments = [
      { id: "ecs-svc/1", status: "ACTIVE", createdAt: 1 },
      { id: "ecs-svc/2", status: "PRIMARY", createdAt: 1767614400.123 },
    ];
    aws.answer("UpdateService", { service: { deployments } });
    assert.deepEqual(await actions.forceNewDeployment("web-prod"), {
      id: "ecs-svc/2",
      createdAt: new Date("2026-01-05T12:00:00.123Z"),
    });
    assert.deepEqual(aws.calls, [
      ["UpdateService", { cluster: "prod", service: "web-prod", forceNewDeployment: true }],
    ]);
  });

  it("force one in the Region of a replica", async () => {
    const deployments = [{ id: "ecs-svc/3", status: "PRIMARY", createdAt: 1767614400.5 }];
    aws.answer("UpdateService", { service: { deployments } });
    assert.deepEqual(await actions.forceNewDeployment("web-prod", "eu-central-1"), {
      id: "ecs-svc/3",
      createdAt: new Date("2026-01-05T12:00:00.500Z"),
    });
    assert.deepEqual(aws.regions, ["eu-central-1"]);
  });

  it("fail when ECS names no primary deployment", async () => {
    const message = "ECS names no primary deployment of web-prod after forcing one";
    await assert.rejects(actions.forceNewDeployment("web-prod"), { name: "RotationError", message });
  });

  it("move, put and remove a label", async () => {
    await actions.move("arn", { label: "DEPLOYED", from: "a", to: "b" });
    await actions.move("arn", { label: "DEPLOYED", to: "b" });
    await actions.move("arn", { label: "DEPLOYED", from: "a" });
    const move = { SecretId: "arn", VersionStage: "DEPLOYED" };
    assert.deepEqual(aws.calls, [
      ["UpdateSecretVersionStage", { ...move, RemoveFromVersionId: "a", MoveToVersionId: "b" }],
      ["UpdateSecretVersionStage", { ...move, MoveToVersionId: "b" }],
      ["UpdateSecretVersionStage", { ...move, RemoveFromVersionId: "a" }],
    ]);
  });

  it("take a refusal for success where an attempt before has moved the label, whose answer was lost", async () => {
    const move = { label: "DEPLOYED", from: "a", to: "b" };
    aws.refuse("UpdateSecretVersionStage", "InvalidParameterException", 400);
    aws.answer("DescribeSecret", {
      VersionIdsToStages: { a: ["AWSPREVIOUS"], b: ["AWSCURRENT", "DEPLOYED"] },
    });
    await actions.move("arn", move);
    aws.refuse("UpdateSecretVersionStage", "InvalidParameterException", 400);
    aws.answer("DescribeSecret", { VersionIdsToStages: { a: ["DEPLOYED"], b: ["AWSCURRENT"] } });
    await assert.rejects(actions.move("arn", move), { name: "InvalidParameterException" });
    aws.refuse("UpdateSecretVersionStage", "InvalidParameterException", 400);
    aws.answer("DescribeSecret", { VersionIdsToStages: { b: ["AWSCURRENT"] } });
    await actions.move("arn", { label: "HELD", from: "b" });
  });

  it("ask a rotation function", async () => {
    const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:web-prod-rotation";
    aws.answer(`/2015-03-31/functions/${encodeURIComponent(functionArn)}/invocations`, { outcome: "valid" });
    const request = {
      Step: "checkSecret" as const,
      SecretId: "arn",
      CurrentVersionId: "b",
      VersionIds: ["a"],
    };
    assert.deepEqual(await actions.ask(functionArn, request), { outcome: "valid" });
    assert.deepEqual(
      aws.calls.map(([, asked]) => asked),
      [request],
    );
  });

  it("tell people", async () => {
    await actions.alert({ service: "web-prod", state: "held", reason: "KEY is dead", secrets: [] });
    const [[operation, asked] = []] = aws.calls;
    const { TopicArn, Subject, Message } = asked as Record<string, string>;
    assert.deepEqual(
      [operation, TopicArn, Subject],
      ["Publish", "arn:topic", "Secret rollout held: web-prod"],
    );
    assert.match(Message ?? "", /^service: web-prod\nstate: held\nreason: KEY is dead\nwhat to do: /);
  });
});
