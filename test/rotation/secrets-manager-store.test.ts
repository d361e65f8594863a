import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { answersWithin } from "../../rotation/answers-within";
import { SecretsManagerStore } from "../../rotation/secrets-manager-store";
import { MemorySecret } from "../support/rotation/memory-secret";
import { SecretsManagerServer } from "../support/rotation/secrets-manager-server";
import { secretText } from "../support/secret-text";

/** The same against the local AWS: test/integration/rotation/secrets-manager-store.test.ts. */
describe("SecretsManagerStore", () => {
  let secret: MemorySecret;
  let server: SecretsManagerServer;
  let store: SecretsManagerStore;
  let first: string;
  beforeEach(async () => {
    secret = new MemorySecret("orders-prod-config");
    first = randomUUID();
    secret.put(first, JSON.stringify({ API_KEY: "first" }));
    server = new SecretsManagerServer(secret);
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const endpoint = await server.start();
    store = new SecretsManagerStore(
      new SecretsManagerClient({ endpoint, credentials, region: "us-east-1", maxAttempts: 1 }),
    );
  });
  afterEach(() => {
    server.stop();
  });

  it("gives a call up that AWS does not answer, and says so by name", async () => {
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const patience = { ...answersWithin(10), requestTimeout: 50 };
    const client = new SecretsManagerClient({
      endpoint: `http://127.0.0.1:${port}`,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      region: "us-east-1",
      maxAttempts: 1,
      requestHandler: patience,
    });
    await assert.rejects(new SecretsManagerStore(client).describe(secret.arn), { name: "TimeoutError" });
    silent.closeAllConnections();
    silent.close();
  });

  it("describes a secret", async () => {
    assert.deepEqual(await store.describe(secret.arn), {
      arn: secret.arn,
      name: "orders-prod-config",
      rotationEnabled: true,
      rotationFunctionArn: undefined,
      versions: { [first]: ["AWSCURRENT"] },
    });
    assert.deepEqual(server.requests, [["DescribeSecret", { SecretId: secret.arn }]]);
  });

  it("reads a version by its id alone, and gives nothing for one without value", async () => {
    assert.deepEqual(await store.read(secret.arn, first), { API_KEY: "first" });
    assert.equal(await store.read(secret.arn, secret.startRotation()), undefined);
    assert.deepEqual(server.requests[0], ["GetSecretValue", { SecretId: secret.arn, VersionId: first }]);
  });

  it("says which version is no JSON object of strings", async () => {
    const id = randomUUID();
    secret.put(id, '{"PORT":42}');
    const message = (what: string) =>
      `PORT in ${what} of orders-prod-config must be a string, is a number: put it in quotes`;
    await assert.rejects(store.read(secret.arn, id), { message: message(`version ${id}`) });
    await assert.rejects(store.readCurrent(secret.arn), { message: message("AWSCURRENT") });
  });

  it("reads the current version of another secret, and fails where there is none", async () => {
    assert.deepEqual(await store.readCurrent(secret.arn), { API_KEY: "first" });
    assert.deepEqual(server.requests, [["GetSecretValue", { SecretId: secret.arn }]]);
    await assert.rejects(store.readCurrent("arn:of:none"), {
      name: "RotationError",
      message: "GetSecretValue of arn:of:none failed with ResourceNotFoundException",
    });
  });

  it("writes a version with its labels, and the rotation token where there is one", async () => {
    const [id, other, rotationToken] = [randomUUID(), randomUUID(), secretText()];
    await store.write(secret.arn, { id, values: { A: "1" }, labels: ["AWSPENDING"], rotationToken });
    await store.write(secret.arn, { id: other, values: {}, labels: ["AWSCURRENT"] });
    const put = { SecretId: secret.arn, ClientRequestToken: id, SecretString: '{"A":"1"}' };
    assert.deepEqual(server.requests, [
      ["PutSecretValue", { ...put, VersionStages: ["AWSPENDING"], RotationToken: rotationToken }],
      [
        "PutSecretValue",
        {
          SecretId: secret.arn,
          ClientRequestToken: other,
          SecretString: "{}",
          VersionStages: ["AWSCURRENT"],
        },
      ],
    ]);
  });

  it("moves, attaches and removes labels, and sends no empty version id", async () => {
    const id = randomUUID();
    secret.put(id, "{}", ["CHECKED"]);
    await store.move(secret.arn, { label: "AWSCURRENT", from: first, to: id });
    await store.move(secret.arn, { label: "DEPLOYED", to: id });
    await store.move(secret.arn, { label: "CHECKED", from: id });
    const move = (VersionStage: string, ids: object) => [
      "UpdateSecretVersionStage",
      { SecretId: secret.arn, VersionStage, ...ids },
    ];
    assert.deepEqual(server.requests, [
      move("AWSCURRENT", { RemoveFromVersionId: first, MoveToVersionId: id }),
      move("DEPLOYED", { MoveToVersionId: id }),
      move("CHECKED", { RemoveFromVersionId: id }),
    ]);
    assert.deepEqual(secret.labels(), { [first]: ["AWSPREVIOUS"], [id]: ["AWSCURRENT", "DEPLOYED"] });
  });

  it("fails with the name of a refusal", async () => {
    const write = store.write(secret.arn, {
      id: first,
      values: { API_KEY: "other" },
      labels: ["AWSPENDING"],
    });
    await assert.rejects(write, {
      name: "RotationError",
      code: "ResourceExistsException",
      message: `PutSecretValue of ${secret.arn} failed with ResourceExistsException`,
    });
  });

  it("passes on what is no refusal of Secrets Manager's", async () => {
    server.stop();
    await assert.rejects(store.describe(secret.arn), { code: "ECONNREFUSED" });
  });
});
