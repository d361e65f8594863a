import assert from "node:assert/strict";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutResourcePolicyCommand,
  RestoreSecretCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { clientOptions, newValue, uniqueName } from "../../support/local-aws";

const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Deny", Principal: "*", Action: "secretsmanager:DeleteSecret", Resource: "*" },
});
const markedForDeletion = {
  name: "InvalidRequestException",
  message: "You can't perform this operation on the secret because it was marked for deletion.",
};

describe("emulator: the recovery window", () => {
  let secretsManager: SecretsManagerClient;
  let name: string;
  before(() => (secretsManager = new SecretsManagerClient(clientOptions())));
  beforeEach(() => (name = uniqueName("orders")));

  it("keeps the name taken, and the secret as it is, until it is restored", async () => {
    await secretsManager.send(new CreateSecretCommand({ Name: name, SecretString: newValue() }));
    await secretsManager.send(new DeleteSecretCommand({ SecretId: name, RecoveryWindowInDays: 7 }));
    await assert.rejects(secretsManager.send(new CreateSecretCommand({ Name: name })), {
      name: "InvalidRequestException",
      message:
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
    });
    const putPolicy = new PutResourcePolicyCommand({ SecretId: name, ResourcePolicy: policy });
    await assert.rejects(secretsManager.send(putPolicy), markedForDeletion);
    await assert.rejects(secretsManager.send(new RotateSecretCommand({ SecretId: name })), markedForDeletion);
    const restored = await secretsManager.send(new RestoreSecretCommand({ SecretId: name }));
    assert.equal(restored.Name, name);
  });

  it("does not make a forced deletion of a secret that is gone fail", async () => {
    const forced = { SecretId: name, ForceDeleteWithoutRecovery: true };
    const deleted = await secretsManager.send(new DeleteSecretCommand(forced));
    assert.equal(deleted.Name, name);
    await assert.rejects(secretsManager.send(new DeleteSecretCommand({ SecretId: name })), {
      name: "ResourceNotFoundException",
      message: "Secrets Manager can't find the specified secret.",
    });
  });
});
