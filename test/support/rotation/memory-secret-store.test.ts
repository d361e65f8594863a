import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { Process } from "./every-crash";
import { MemorySecret } from "./memory-secret";
import { MemorySecretStore } from "./memory-secret-store";
import { secretText } from "../secret-text";

describe("MemorySecretStore", () => {
  let secret: MemorySecret;
  let store: MemorySecretStore;
  let first: string;
  beforeEach(() => {
    secret = new MemorySecret("orders-prod-config");
    store = new MemorySecretStore(secret);
    first = randomUUID();
    secret.put(first, JSON.stringify({ API_KEY: "none" }));
  });

  it("describes the secret by its name and its ARN, and knows no other", async () => {
    const description = {
      arn: secret.arn,
      name: secret.name,
      rotationEnabled: true,
      versions: { [first]: ["AWSCURRENT"] },
    };
    assert.deepEqual(await store.describe(secret.arn), description);
    assert.deepEqual(await store.describe(secret.name), description);
    await assert.rejects(store.describe("payments-prod-config"), {
      message: "DescribeSecret of payments-prod-config failed with ResourceNotFoundException",
    });
  });

  it("reads what it has written, and nothing of a version that has no value", async () => {
    const token = secret.startRotation();
    assert.equal(await store.read(secret.arn, token), undefined);
    assert.equal(await store.read(secret.arn, randomUUID()), undefined);
    const version = { id: token, labels: ["AWSPENDING"], rotationToken: secretText() };
    await store.write(secret.arn, { ...version, values: { API_KEY: "other" } });
    assert.deepEqual(await store.read(secret.arn, token), { API_KEY: "other" });
    assert.deepEqual(store.written, [version]);
    assert.deepEqual(store.calls, ["GetSecretValue", "GetSecretValue", "PutSecretValue", "GetSecretValue"]);
  });

  it("shows what was before for as many calls as it is told to, of each kind", async () => {
    store = new MemorySecretStore(secret, { describe: 2, read: 1 });
    const second = randomUUID();
    await store.write(secret.arn, { id: second, values: {}, labels: ["AWSCURRENT"] });
    const before = { [first]: ["AWSCURRENT"] };
    const after = { [first]: ["AWSPREVIOUS"], [second]: ["AWSCURRENT"] };
    assert.deepEqual([await labels(), await labels(), await labels()], [before, before, after]);
    assert.deepEqual(
      [await store.read(secret.arn, second), await store.read(secret.arn, second)],
      [undefined, {}],
    );
  });

  it("shows at once what there is when it has caught up", async () => {
    store = new MemorySecretStore(secret, { describe: 2 });
    await store.move(secret.arn, { label: "DEPLOYED", to: first });
    store.catchUp();
    assert.deepEqual(await labels(), { [first]: ["AWSCURRENT", "DEPLOYED"] });
  });

  it("makes its calls as a process that can be killed after one", async () => {
    store.process = new Process(1);
    await assert.rejects(store.move(secret.arn, { label: "DEPLOYED", to: first }), { name: "Killed" });
    assert.deepEqual(secret.labels(), { [first]: ["AWSCURRENT", "DEPLOYED"] });
    await assert.rejects(store.move(secret.arn, { label: "DEPLOYED", from: first }), { name: "Killed" });
    assert.deepEqual(secret.labels(), { [first]: ["AWSCURRENT", "DEPLOYED"] });
  });

  async function labels() {
    return (await store.describe(secret.arn)).versions;
  }
});
