import assert from "node:assert/strict";
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { clientOptions, uniqueName } from "../../support/local-aws";

const notFound = {
  name: "ResourceNotFoundException",
  message: "Secrets Manager can't find the specified secret.",
};

describe("emulator: partial ARNs", () => {
  let secretsManager: SecretsManagerClient;
  before(() => (secretsManager = new SecretsManagerClient(clientOptions())));

  it("find the secret of that very name only", async () => {
    const name = uniqueName("orders");
    const longer = await create(`${name}-archive`);
    await assert.rejects(nameOf(withoutSuffix(longer).replace("-archive", "")), notFound);
    const exact = await create(name);
    assert.equal(await nameOf(withoutSuffix(exact)), name);
    assert.equal(await nameOf(withoutSuffix(longer)), `${name}-archive`);
  });

  it("find nothing when the name ends in a hyphen and six characters", async () => {
    const name = `${uniqueName("orders")}-config`;
    const arn = await create(name);
    await assert.rejects(nameOf(withoutSuffix(arn)), notFound);
    assert.equal(await nameOf(arn), name);
  });

  it("are not needed for names that AWS refuses", async () => {
    await assert.rejects(create("orders prod"), {
      name: "ValidationException",
      message:
        "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
    });
  });

  const withoutSuffix = (arn: string): string => arn.slice(0, -7);

  async function create(name: string): Promise<string> {
    const { ARN = "" } = await secretsManager.send(new CreateSecretCommand({ Name: name }));
    return ARN;
  }

  async function nameOf(secretId: string): Promise<string | undefined> {
    return (await secretsManager.send(new DescribeSecretCommand({ SecretId: secretId }))).Name;
  }
});
