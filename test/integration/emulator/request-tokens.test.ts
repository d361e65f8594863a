import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretCommand,
} from "@aws-sdk/client-secrets-manager";
import { clientOptions, newValue, uniqueName } from "../../support/local-aws";

const versionExists = {
  name: "ResourceExistsException",
  message: "You can't modify an existing version, you can only create a new version.",
};

describe("emulator: request tokens", () => {
  let secretsManager: SecretsManagerClient;
  let name: string;
  before(() => (secretsManager = new SecretsManagerClient(clientOptions())));
  beforeEach(() => (name = uniqueName("orders")));

  it("makes the token the version's id in CreateSecret, PutSecretValue and UpdateSecret", async () => {
    const tokens = [randomUUID(), randomUUID(), randomUUID()];
    const value = { SecretString: newValue() };
    const [first, second, third] = tokens;
    const answers = [
      await secretsManager.send(new CreateSecretCommand({ Name: name, ClientRequestToken: first, ...value })),
      await secretsManager.send(
        new PutSecretValueCommand({ SecretId: name, ClientRequestToken: second, ...value }),
      ),
      await secretsManager.send(
        new UpdateSecretCommand({ SecretId: name, ClientRequestToken: third, ...value }),
      ),
    ];
    assert.deepEqual(
      answers.map(({ VersionId }) => VersionId),
      tokens,
    );
    const read = await secretsManager.send(new GetSecretValueCommand({ SecretId: name }));
    assert.equal(read.VersionId, third);
  });

  it("repeats CreateSecret with the same token and value without an effect", async () => {
    const request = { Name: name, ClientRequestToken: randomUUID(), SecretString: newValue() };
    const created = await secretsManager.send(new CreateSecretCommand(request));
    const repeated = await secretsManager.send(new CreateSecretCommand(request));
    assert.deepEqual([repeated.ARN, repeated.VersionId], [created.ARN, created.VersionId]);
    await assert.rejects(
      secretsManager.send(new CreateSecretCommand({ ...request, SecretString: newValue() })),
      {
        name: "ResourceExistsException",
        message: `The operation failed because the secret ${name} already exists.`,
      },
    );
  });

  it("keeps a version that a repeated PutSecretValue or UpdateSecret would change", async () => {
    const token = randomUUID();
    const value = newValue();
    await secretsManager.send(new CreateSecretCommand({ Name: name, SecretString: newValue() }));
    const request = { SecretId: name, ClientRequestToken: token, SecretString: value };
    await secretsManager.send(new PutSecretValueCommand(request));
    const repeated = await secretsManager.send(new PutSecretValueCommand(request));
    assert.deepEqual(repeated.VersionStages, ["AWSCURRENT"]);
    const other = { ...request, SecretString: newValue() };
    await assert.rejects(secretsManager.send(new PutSecretValueCommand(other)), versionExists);
    await assert.rejects(secretsManager.send(new UpdateSecretCommand(other)), versionExists);
    const read = await secretsManager.send(new GetSecretValueCommand({ SecretId: name }));
    assert.deepEqual([read.VersionId, read.SecretString], [token, value]);
  });

  it("refuses a token of another length than 32 to 64 characters", async () => {
    const request = { Name: name, ClientRequestToken: "x".repeat(31), SecretString: newValue() };
    await assert.rejects(secretsManager.send(new CreateSecretCommand(request)), {
      name: "InvalidParameterException",
      message: "ClientRequestToken must be 32-64 characters long.",
    });
  });
});
