import assert from "node:assert/strict";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { IamUser } from "../../support/iam-user";
import { clientOptions, newValue, uniqueName } from "../../support/local-aws";

const denied = { name: "AccessDeniedException", message: "Access to KMS is not allowed" };

describe("emulator: permissions on the keys of secrets", () => {
  let user: IamUser;
  let theirs: SecretsManagerClient;
  let keyArn: string;
  let secretArn: string;
  let read: GetSecretValueCommand;
  let put: PutSecretValueCommand;

  beforeEach(async () => {
    user = await IamUser.create();
    theirs = new SecretsManagerClient(user.clientOptions());
    const { KeyMetadata } = await new KMSClient(clientOptions()).send(new CreateKeyCommand({}));
    keyArn = KeyMetadata?.Arn ?? "";
    const request = { Name: uniqueName("orders"), KmsKeyId: keyArn, SecretString: newValue() };
    const created = await new SecretsManagerClient(clientOptions()).send(new CreateSecretCommand(request));
    secretArn = created.ARN ?? "";
    read = new GetSecretValueCommand({ SecretId: secretArn });
    put = new PutSecretValueCommand({ SecretId: secretArn, SecretString: newValue() });
  });

  it("are needed beside those on the secret: Decrypt to read, GenerateDataKey too to write", async () => {
    await allow();
    await assert.rejects(theirs.send(read), denied);
    await allow({ Effect: "Allow", Action: "kms:Decrypt", Resource: keyArn });
    await theirs.send(read);
    await assert.rejects(theirs.send(put), denied);
    await allow({ Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: keyArn });
    await theirs.send(put);
  });

  it("are of no use on the secret's ARN", async () => {
    await allow({ Effect: "Allow", Action: "kms:Decrypt", Resource: secretArn });
    await assert.rejects(theirs.send(read), denied);
  });

  it("hold when their conditions name the service and this very secret", async () => {
    await allow(decryptFor("secretsmanager.us-east-1.amazonaws.com", secretArn));
    await theirs.send(read);
    await allow(decryptFor("secretsmanager.us-east-1.amazonaws.com", `${secretArn}x`));
    await assert.rejects(theirs.send(read), denied);
    await allow(decryptFor("ssm.us-east-1.amazonaws.com", secretArn));
    await assert.rejects(theirs.send(read), denied);
  });

  function decryptFor(service: string, arn: string): object {
    const StringEquals = { "kms:ViaService": service, "kms:EncryptionContext:SecretARN": arn };
    return { Effect: "Allow", Action: "kms:Decrypt", Resource: keyArn, Condition: { StringEquals } };
  }

  /** Lets the user read and write the secret, and do what the statement says. */
  async function allow(...statements: object[]): Promise<void> {
    const Action = ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"];
    await user.allow({ Effect: "Allow", Action, Resource: secretArn }, ...statements);
  }
});
