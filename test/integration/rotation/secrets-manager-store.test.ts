import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SecretStoreError } from "../../../rotation/secret-store-error";
import { SecretsManagerStore } from "../../../rotation/secrets-manager-store";
import { clientOptions, newValue, uniqueName } from "../../support/local-aws";
import { MemorySecret } from "../../support/rotation/memory-secret";
import { MemorySecretStore } from "../../support/rotation/memory-secret-store";
import { secretText } from "../../support/secret-text";

describe("SecretsManagerStore on the local AWS", () => {
  let client: SecretsManagerClient;
  let store: SecretsManagerStore;
  let arn: string;
  let name: string;
  before(() => {
    client = new SecretsManagerClient(clientOptions());
    store = new SecretsManagerStore(client);
  });
  beforeEach(async () => {
    name = uniqueName("orders");
    arn = (await client.send(new CreateSecretCommand({ Name: name }))).ARN ?? "";
  });

  it("describes a secret without value, and reads nothing in it", async () => {
    assert.deepEqual(await store.describe(arn), {
      arn,
      name,
      rotationEnabled: false,
      rotationFunctionArn: undefined,
      versions: {},
    });
    assert.equal(await store.read(arn, randomUUID()), undefined);
    await assert.rejects(store.readCurrent(arn), {
      name: "RotationError",
      message: `GetSecretValue of ${arn} failed with ResourceNotFoundException`,
    });
  });

  it("reads what it has written, by version and as the current one", async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    const [values, later] = [{ API_KEY: secretText() }, { API_KEY: secretText() }];
    await store.write(arn, { id: first, values, labels: ["AWSCURRENT", "DEPLOYED"] });
    await store.write(arn, {
      id: second,
      values: later,
      labels: ["AWSPENDING"],
      rotationToken: secretText(),
    });
    assert.deepEqual(await store.read(arn, second), later);
    assert.deepEqual(await store.readCurrent(arn), values);
    const { versions } = await store.describe(arn);
    assert.deepEqual(versions, { [first]: ["AWSCURRENT", "DEPLOYED"], [second]: ["AWSPENDING"] });
  });

  // The local AWS differs in one thing that is left out here: it lets AWSCURRENT be removed without going anywhere.
  it("is refused by the names that the secret in memory refuses with, and labels versions as it does", async () => {
    const memory = new MemorySecret(name);
    const [first, second] = [randomUUID(), randomUUID()];
    const values = { API_KEY: newValue() };
    const run = async (each: SecretsManagerStore | MemorySecretStore, secretId: string) => {
      const problems: (string | undefined)[] = [];
      const attempt = async (call: () => Promise<void>) => {
        const code = await call().catch((error: unknown) => {
          if (error instanceof SecretStoreError) return error.code;
          throw error;
        });
        problems.push(code ?? undefined);
      };
      await attempt(() => each.write(secretId, { id: first, values, labels: ["CHECKED"] }));
      await attempt(() => each.write(secretId, { id: second, values, labels: ["AWSPENDING"] }));
      await attempt(() => each.write(secretId, { id: second, values, labels: ["AWSPENDING"] }));
      await attempt(() => each.write(secretId, { id: second, values: {}, labels: ["AWSPENDING"] }));
      await attempt(() => each.write(secretId, { id: "short", values, labels: ["AWSPENDING"] }));
      await attempt(() => each.move(secretId, { label: "AWSCURRENT", to: second }));
      await attempt(() => each.move(secretId, { label: "AWSCURRENT", from: second, to: second }));
      await attempt(() => each.move(secretId, { label: "AWSCURRENT", from: first, to: randomUUID() }));
      await attempt(() => each.move(secretId, { label: "AWSCURRENT", from: first, to: second }));
      await attempt(() => each.move(secretId, { label: "DEPLOYED", to: second }));
      await attempt(() => each.move(secretId, { label: "DEPLOYED", from: second, to: first }));
      await attempt(() => each.move(secretId, { label: "CHECKED", from: first }));
      const { versions } = await each.describe(secretId);
      const sorted = Object.entries(versions).map(([id, labels]) => [id, [...labels].sort()]);
      return { problems, versions: Object.fromEntries(sorted) as Record<string, string[]> };
    };
    const expected = await run(new MemorySecretStore(memory), memory.arn);
    assert.deepEqual(expected, {
      problems: [
        ...[undefined, undefined, undefined, "ResourceExistsException", "InvalidParameterException"],
        ...["InvalidParameterException", "InvalidParameterException", "ResourceNotFoundException"],
        ...[undefined, undefined, undefined, undefined],
      ],
      versions: { [first]: ["AWSPREVIOUS", "DEPLOYED"], [second]: ["AWSCURRENT"] },
    });
    assert.deepEqual(await run(store, arn), expected);
  });
});
