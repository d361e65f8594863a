import assert from "node:assert/strict";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RemoveRegionsFromReplicationCommand,
  SecretsManagerClient,
  StopReplicationToReplicaCommand,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { clientOptions, uniqueName } from "../../support/local-aws";
import { secretText } from "../../support/secret-text";

const region = "eu-central-1";
const refused = {
  name: "InvalidParameterException",
  message: "Operation not permitted on a replica secret. Call must be made in primary secret's region.",
};

describe("emulator: replicas", () => {
  let primary: SecretsManagerClient;
  let elsewhere: SecretsManagerClient;
  before(() => {
    primary = new SecretsManagerClient(clientOptions());
    elsewhere = new SecretsManagerClient({ ...clientOptions(), region });
  });

  async function create(): Promise<string> {
    const request = { Name: uniqueName("orders"), AddReplicaRegions: [{ Region: region }] };
    const { ARN = "", ReplicationStatus = [] } = await primary.send(new CreateSecretCommand(request));
    assert.deepEqual(
      ReplicationStatus.map(({ Region, Status }) => [Region, Status]),
      [[region, "InSync"]],
    );
    return ARN;
  }
  const inRegion = (arn: string) => arn.replace("us-east-1", region);

  it("have the primary's ARN but for the Region, and its values and labels", async () => {
    const arn = await create();
    const SecretString = secretText();
    const put = { SecretId: arn, SecretString, VersionStages: ["AWSCURRENT", "DEPLOYED"] };
    const { VersionId = "" } = await primary.send(new PutSecretValueCommand(put));
    const SecretId = inRegion(arn);
    const described = await elsewhere.send(new DescribeSecretCommand({ SecretId }));
    assert.deepEqual([described.ARN, described.PrimaryRegion], [SecretId, "us-east-1"]);
    assert.deepEqual(described.VersionIdsToStages, { [VersionId]: ["AWSCURRENT", "DEPLOYED"] });
    const read = await elsewhere.send(new GetSecretValueCommand({ SecretId }));
    assert.ok(read.SecretString === SecretString, "the replica has the primary's value");
  });

  it("can't be changed until they are promoted", async () => {
    const arn = await create();
    const SecretId = inRegion(arn);
    const { VersionId } = await primary.send(
      new PutSecretValueCommand({ SecretId: arn, SecretString: secretText() }),
    );
    const put = () => elsewhere.send(new PutSecretValueCommand({ SecretId, SecretString: secretText() }));
    const move = { SecretId, VersionStage: "DEPLOYED", MoveToVersionId: VersionId };
    await assert.rejects(put(), refused);
    await assert.rejects(elsewhere.send(new UpdateSecretVersionStageCommand(move)), refused);
    await elsewhere.send(new StopReplicationToReplicaCommand({ SecretId }));
    await put();
  });

  it("keep their primary from being deleted", async () => {
    const SecretId = await create();
    await assert.rejects(primary.send(new DeleteSecretCommand({ SecretId })), {
      name: "InvalidParameterException",
      message: `You can't delete secret ${SecretId} that still has replica regions [${region}]`,
    });
    const RemoveReplicaRegions = [region];
    await primary.send(new RemoveRegionsFromReplicationCommand({ SecretId, RemoveReplicaRegions }));
    await primary.send(new DeleteSecretCommand({ SecretId }));
  });
});
