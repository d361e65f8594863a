import assert from "node:assert/strict";
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { IamUser } from "../../support/iam-user";
import { clientOptions, newValue, uniqueName } from "../../support/local-aws";
import { RotationFunction } from "../../support/rotation-function";

describe("emulator: Secrets Manager's condition keys", () => {
  let user: IamUser;
  let theirs: SecretsManagerClient;
  let name: string;
  before(async () => {
    user = await IamUser.create();
    theirs = new SecretsManagerClient(user.clientOptions());
  });
  beforeEach(async () => {
    name = uniqueName("orders");
    const Tags = [{ Key: "Environment", Value: "test" }];
    const create = new CreateSecretCommand({ Name: name, SecretString: newValue(), Tags });
    await new SecretsManagerClient(clientOptions()).send(create);
  });

  it("match the version stage that a request names, and no request that names none", async () => {
    await allowIf({ "secretsmanager:VersionStage": "AWSCURRENT" });
    await theirs.send(new GetSecretValueCommand({ SecretId: name, VersionStage: "AWSCURRENT" }));
    await assertDenied({ VersionStage: "AWSPREVIOUS" });
    await assertDenied({});
  });

  it("match the secret's tags", async () => {
    await allowIf({ "secretsmanager:ResourceTag/Environment": "test" });
    await theirs.send(new GetSecretValueCommand({ SecretId: name }));
    await allowIf({ "secretsmanager:ResourceTag/Environment": "prod" });
    await assertDenied({});
  });

  it("match the secret by its ARN, whichever way the request names it", async () => {
    const described = new DescribeSecretCommand({ SecretId: name });
    const { ARN = "" } = await new SecretsManagerClient(clientOptions()).send(described);
    await allowIf({ "secretsmanager:SecretId": ARN });
    await theirs.send(new GetSecretValueCommand({ SecretId: name }));
    await theirs.send(new GetSecretValueCommand({ SecretId: ARN }));
  });

  it("match the secret's rotation function, and no secret without one", async () => {
    const functionArn = await new RotationFunction().create();
    await allowIf({ "secretsmanager:resource/AllowRotationLambdaArn": functionArn });
    await assertDenied({});
    const rotate = { SecretId: name, RotationLambdaARN: functionArn, RotateImmediately: false };
    await new SecretsManagerClient(clientOptions()).send(new RotateSecretCommand(rotate));
    await theirs.send(new GetSecretValueCommand({ SecretId: name }));
    await allowIf({ "secretsmanager:resource/AllowRotationLambdaArn": `${functionArn}-other` });
    await assertDenied({});
  });

  function allowIf(StringEquals: Record<string, string>): Promise<void> {
    const Condition = { StringEquals };
    return user.allow({ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "*", Condition });
  }

  function assertDenied(request: { VersionStage?: string }): Promise<void> {
    const read = theirs.send(new GetSecretValueCommand({ SecretId: name, ...request }));
    return assert.rejects(read, { name: "AccessDeniedException" });
  }
});
