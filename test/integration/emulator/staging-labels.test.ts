import assert from "node:assert/strict";
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { clientOptions, newValue, uniqueName } from "../../support/local-aws";

describe("emulator: staging labels", () => {
  let secretsManager: SecretsManagerClient;
  let name: string;
  let first: string;
  before(() => (secretsManager = new SecretsManagerClient(clientOptions())));
  beforeEach(async () => {
    name = uniqueName("orders");
    await secretsManager.send(new CreateSecretCommand({ Name: name }));
    first = await put(["AWSCURRENT", "BOOTSTRAP"]);
  });

  it("are all attached by PutSecretValue, and leave the version that had them", async () => {
    assert.deepEqual(await labels(), { [first]: ["AWSCURRENT", "BOOTSTRAP"] });
    const second = await put(["AWSCURRENT", "BOOTSTRAP"]);
    assert.deepEqual(await labels(), { [first]: ["AWSPREVIOUS"], [second]: ["AWSCURRENT", "BOOTSTRAP"] });
    const third = await put(["AWSPENDING"]);
    const fourth = await put(["AWSPENDING"]);
    assert.deepEqual((await labels())[third], undefined);
    assert.deepEqual((await labels())[fourth], ["AWSPENDING"]);
  });

  it("lose AWSPENDING when AWSCURRENT moves to the pending version", async () => {
    const pending = await put(["AWSPENDING"]);
    await secretsManager.send(
      new UpdateSecretVersionStageCommand({
        SecretId: name,
        VersionStage: "AWSCURRENT",
        MoveToVersionId: pending,
        RemoveFromVersionId: first,
      }),
    );
    assert.deepEqual(await labels(), { [first]: ["BOOTSTRAP", "AWSPREVIOUS"], [pending]: ["AWSCURRENT"] });
  });

  it("leave a version without any of them readable by id, and listed as deprecated only", async () => {
    const value = newValue();
    const second = await put(["AWSCURRENT"], value);
    const third = await put(["AWSCURRENT"]);
    const fourth = await put(["AWSCURRENT"]);
    const read = await secretsManager.send(new GetSecretValueCommand({ SecretId: name, VersionId: second }));
    assert.equal(read.SecretString, value);
    assert.deepEqual(await listed(false), [first, third, fourth].sort());
    assert.deepEqual(await listed(true), [first, second, third, fourth].sort());
  });

  async function put(stages: string[], value = newValue()): Promise<string> {
    const request = { SecretId: name, SecretString: value, VersionStages: stages };
    const { VersionId = "" } = await secretsManager.send(new PutSecretValueCommand(request));
    return VersionId;
  }

  async function labels(): Promise<Record<string, string[]>> {
    const described = await secretsManager.send(new DescribeSecretCommand({ SecretId: name }));
    return described.VersionIdsToStages ?? {};
  }

  async function listed(deprecated: boolean): Promise<(string | undefined)[]> {
    const request = { SecretId: name, IncludeDeprecated: deprecated };
    const { Versions = [] } = await secretsManager.send(new ListSecretVersionIdsCommand(request));
    return Versions.map(({ VersionId }) => VersionId).sort();
  }
});
