import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  CancelRotateSecretCommand,
  CreateSecretCommand,
  DescribeSecretCommand,
  type DescribeSecretCommandOutput,
  GetSecretValueCommand,
  RotateSecretCommand,
  type RotateSecretCommandInput,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { clientOptions, newValue, uniqueName } from "../../support/local-aws";
import { RotationEvents } from "../../support/rotation-events";
import { RotationFunction } from "../../support/rotation-function";

const steps = ["createSecret", "setSecret", "testSecret", "finishSecret"];
const stuck = {
  name: "InvalidRequestException",
  message: "A previous rotation isn't complete. That rotation will be reattempted.",
};

describe("emulator: rotation", () => {
  let secretsManager: SecretsManagerClient;
  let rotation: RotationFunction;
  let events: RotationEvents;
  let functionArn: string;
  let arn: string;
  let first: string;
  before(async () => {
    secretsManager = new SecretsManagerClient(clientOptions());
    rotation = new RotationFunction();
    functionArn = await rotation.create();
    events = new RotationEvents();
    await events.listen();
  });
  beforeEach(async () => {
    const create = new CreateSecretCommand({ Name: uniqueName("orders"), SecretString: newValue() });
    const { ARN = "", VersionId = "" } = await secretsManager.send(create);
    [arn, first] = [ARN, VersionId];
  });
  afterEach(async () => {
    rotation.forgetCalls();
    await rotation.failAt();
  });

  it("calls the four steps in order, as the role, and makes the pending version current", async () => {
    const token = await rotate();
    await events.until("RotationSucceeded", arn);
    const described = await describeSecret();
    assert.deepEqual(
      rotation.calls(),
      steps.map((step) => ({ step, secretId: arn, token, rotationTokenLength: 36 })),
    );
    assert.deepEqual(described.VersionIdsToStages, { [first]: ["AWSPREVIOUS"], [token]: ["AWSCURRENT"] });
    assert.equal(described.RotationEnabled, true);
    const { LastRotatedDate, NextRotationDate } = described;
    assert.equal(Number(NextRotationDate) - Number(LastRotatedDate), 30 * 86_400_000);
  });

  it("does nothing when a complete rotation is asked for again with its token", async () => {
    const token = await rotate();
    await events.until("RotationSucceeded", arn);
    rotation.forgetCalls();
    assert.equal(await rotate({ ClientRequestToken: token }), token);
    assert.equal((await describeSecret()).VersionIdsToStages?.[token]?.join(), "AWSCURRENT");
    assert.deepEqual(rotation.calls(), []);
  });

  it("leaves AWSPENDING when a step fails, refuses another rotation, and takes this one up by its token", async () => {
    await rotation.failAt("testSecret");
    const token = await rotate();
    await events.until("RotationFailed", arn);
    await assert.rejects(rotate({ ClientRequestToken: randomUUID() }), stuck);
    const { SecretString: pendingValue } = await read(token);
    const labels = { [first]: ["AWSCURRENT"], [token]: ["AWSPENDING"] };
    assert.deepEqual((await describeSecret()).VersionIdsToStages, labels);

    await rotation.failAt();
    rotation.forgetCalls();
    await rotate({ ClientRequestToken: token });
    await events.until("RotationSucceeded", arn);
    assert.deepEqual(
      rotation.calls().map(({ step }) => step),
      steps,
    );
    assert.equal((await read(token)).SecretString, pendingValue);
  });

  it("starts anew once the label of a stuck rotation is removed", async () => {
    await rotation.failAt("createSecret");
    const token = await rotate();
    await events.until("RotationFailed", arn);
    await assert.rejects(read(token), {
      name: "ResourceNotFoundException",
      message: `Secrets Manager can't find the specified secret value for VersionId: ${token}`,
    });
    await rotation.failAt();
    const removal = { SecretId: arn, VersionStage: "AWSPENDING", RemoveFromVersionId: token };
    await secretsManager.send(new UpdateSecretVersionStageCommand(removal));
    const next = await rotate();
    await events.until("RotationSucceeded", arn);
    assert.deepEqual((await describeSecret()).VersionIdsToStages?.[next], ["AWSCURRENT"]);
  });

  it("fails in createSecret while the role may not write the secret", async () => {
    await rotation.allow(["DescribeSecret", "GetSecretValue", "UpdateSecretVersionStage"]);
    const token = await rotate();
    const { error } = await events.until("RotationFailed", arn);
    assert.equal(error, `Error when executing lambda ${functionArn} during createSecret step`);
    await rotation.allow(["DescribeSecret", "GetSecretValue", "PutSecretValue", "UpdateSecretVersionStage"]);
    rotation.forgetCalls();
    await rotate({ ClientRequestToken: token });
    await events.until("RotationSucceeded", arn);
    assert.deepEqual(
      rotation.calls().map(({ step }) => step),
      steps,
    );
  });

  it("with RotateImmediately=false calls testSecret only, on a version that is removed", async () => {
    await rotate({ RotateImmediately: false });
    await events.until("TestRotationSucceeded", arn);
    const described = await describeSecret();
    assert.deepEqual(
      rotation.calls().map(({ step }) => step),
      ["testSecret"],
    );
    assert.deepEqual(described.VersionIdsToStages, { [first]: ["AWSCURRENT"] });
    assert.equal(described.RotationEnabled, true);
    assert.equal(described.LastRotatedDate, undefined);
  });

  it("is turned off by CancelRotateSecret, which keeps the function and the schedule", async () => {
    await rotate({ RotateImmediately: false });
    await events.until("TestRotationSucceeded", arn);
    await secretsManager.send(new CancelRotateSecretCommand({ SecretId: arn }));
    const described = await describeSecret();
    assert.equal(described.RotationEnabled, false);
    assert.equal(described.RotationLambdaARN, functionArn);
    assert.deepEqual(described.RotationRules, { AutomaticallyAfterDays: 30 });
    assert.equal(described.NextRotationDate, undefined);
  });

  it("is refused without a function, or one that Secrets Manager may not invoke", async () => {
    await assert.rejects(secretsManager.send(new RotateSecretCommand({ SecretId: arn })), {
      name: "InvalidRequestException",
      message: "No Lambda rotation function ARN is associated with this secret.",
    });
    await assert.rejects(rotate({ RotationLambdaARN: `${functionArn}-gone` }), {
      name: "ResourceNotFoundException",
      message: "Lambda does not exist or could not be accessed",
    });
    const closed = await new RotationFunction().create({ mayInvoke: false });
    await assert.rejects(rotate({ RotationLambdaARN: closed }), {
      name: "AccessDeniedException",
      message:
        "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants " +
        "access to the principal secretsmanager.amazonaws.com.",
    });
    assert.equal((await describeSecret()).RotationEnabled, false);
  });

  it("tells EventBridge how it begins and ends", async () => {
    await rotate({ RotateImmediately: false });
    await events.until("TestRotationSucceeded", arn);
    await rotation.failAt("setSecret");
    const token = await rotate();
    const failed = await events.until("RotationFailed", arn);
    assert.equal(failed.error, `Error when executing lambda ${functionArn} during setSecret step`);
    await rotation.failAt();
    await rotate({ ClientRequestToken: token });
    const { names } = await events.until("RotationSucceeded", arn);
    assert.deepEqual(names, [
      "TestRotationStarted",
      "TestRotationSucceeded",
      "RotationStarted",
      "RotationFailed",
      "RotationStarted",
      "RotationSucceeded",
    ]);
  });

  async function rotate(request: Partial<RotateSecretCommandInput> = {}): Promise<string> {
    const command = new RotateSecretCommand({
      SecretId: arn,
      RotationLambdaARN: functionArn,
      RotationRules: { AutomaticallyAfterDays: 30 },
      ...request,
    });
    return (await secretsManager.send(command)).VersionId ?? "";
  }

  function read(versionId: string) {
    return secretsManager.send(new GetSecretValueCommand({ SecretId: arn, VersionId: versionId }));
  }

  function describeSecret(): Promise<DescribeSecretCommandOutput> {
    return secretsManager.send(new DescribeSecretCommand({ SecretId: arn }));
  }
});
