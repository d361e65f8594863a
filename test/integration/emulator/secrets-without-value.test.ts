import assert from "node:assert/strict";
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { clientOptions, newValue, uniqueName } from "../../support/local-aws";

describe("emulator: secrets without a value", () => {
  let secretsManager: SecretsManagerClient;
  let name: string;
  before(() => (secretsManager = new SecretsManagerClient(clientOptions())));
  beforeEach(async () => {
    name = uniqueName("orders");
    const created = await secretsManager.send(new CreateSecretCommand({ Name: name }));
    assert.equal(created.VersionId, undefined);
  });

  it("have no version to describe or to read", async () => {
    const described = await secretsManager.send(new DescribeSecretCommand({ SecretId: name }));
    assert.deepEqual(described.VersionIdsToStages, {});
    await assert.rejects(secretsManager.send(new GetSecretValueCommand({ SecretId: name })), {
      name: "ResourceNotFoundException",
      message: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    });
  });

  it("get AWSCURRENT with their first value, whatever labels are asked for", async () => {
    const value = newValue();
    const put = await secretsManager.send(
      new PutSecretValueCommand({ SecretId: name, SecretString: value, VersionStages: ["BOOTSTRAP"] }),
    );
    assert.deepEqual(put.VersionStages, ["AWSCURRENT", "BOOTSTRAP"]);
    const read = await secretsManager.send(new GetSecretValueCommand({ SecretId: name }));
    assert.equal(read.SecretString, value);
  });

  it("answer to a version id with a label that the version lacks with a refusal", async () => {
    const put = new PutSecretValueCommand({ SecretId: name, SecretString: newValue() });
    const { VersionId } = await secretsManager.send(put);
    const read = new GetSecretValueCommand({ SecretId: name, VersionId, VersionStage: "AWSPENDING" });
    await assert.rejects(secretsManager.send(read), {
      name: "InvalidRequestException",
      message: "You provided a VersionStage that is not associated to the provided VersionId.",
    });
  });
});
