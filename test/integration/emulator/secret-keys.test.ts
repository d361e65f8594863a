import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { CreateKeyCommand, DisableKeyCommand, EnableKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretCommand,
} from "@aws-sdk/client-secrets-manager";
import { clientOptions, newValue, uniqueName } from "../../support/local-aws";

const encryptionFailure = {
  name: "EncryptionFailure",
  message:
    "Secrets Manager can't encrypt the protected secret text using the provided KMS key. " +
    "Check that the KMS key is available, enabled, and not in an invalid state.",
};
const decryptionFailure = {
  name: "DecryptionFailure",
  message: "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
};

describe("emulator: the keys of secrets", () => {
  let kms: KMSClient;
  let secretsManager: SecretsManagerClient;
  let name: string;
  let keyArn: string;
  before(() => {
    kms = new KMSClient(clientOptions());
    secretsManager = new SecretsManagerClient(clientOptions());
  });
  beforeEach(async () => {
    name = uniqueName("orders");
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    keyArn = KeyMetadata?.Arn ?? "";
  });

  it("make values unreadable and unwritable while they are disabled", async () => {
    const value = newValue();
    await secretsManager.send(new CreateSecretCommand({ Name: name, KmsKeyId: keyArn, SecretString: value }));
    await kms.send(new DisableKeyCommand({ KeyId: keyArn }));
    const put = new PutSecretValueCommand({ SecretId: name, SecretString: newValue() });
    await assert.rejects(secretsManager.send(put), encryptionFailure);
    await assert.rejects(
      secretsManager.send(new GetSecretValueCommand({ SecretId: name })),
      decryptionFailure,
    );
    await kms.send(new EnableKeyCommand({ KeyId: keyArn }));
    const read = await secretsManager.send(new GetSecretValueCommand({ SecretId: name }));
    assert.equal(read.SecretString, value);
  });

  it("are refused when they do not exist", async () => {
    const unknown = keyArn.replace(/[^/]+$/, randomUUID());
    const create = new CreateSecretCommand({ Name: name, KmsKeyId: unknown, SecretString: newValue() });
    await assert.rejects(secretsManager.send(create), encryptionFailure);
    await secretsManager.send(new CreateSecretCommand({ Name: name, SecretString: newValue() }));
    const update = new UpdateSecretCommand({ SecretId: name, KmsKeyId: unknown });
    await assert.rejects(secretsManager.send(update), encryptionFailure);
  });

  it("may be the AWS managed key, which nobody makes", async () => {
    const value = newValue();
    const key = { KmsKeyId: "alias/aws/secretsmanager" };
    await secretsManager.send(new CreateSecretCommand({ Name: name, SecretString: value, ...key }));
    const read = await secretsManager.send(new GetSecretValueCommand({ SecretId: name }));
    assert.equal(read.SecretString, value);
  });
});
