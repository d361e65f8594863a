import assert from "node:assert/strict";

import {
  CancelKeyDeletionCommand,
  EnableKeyCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import {
  DeleteSecretCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

import { destroyStack } from "../../../local/stack/destroy";
import { type Engine } from "../../../local/stack/engine";
import { clientOptions, prepareStack } from "../../../local/stack/prepare";
import { Deployed, region } from "../deployed-service";
import { parseCounts } from "../engine-output";
import { inventory } from "../inventory";
import { world } from "../world";
import { up } from "./killed-engine";
import { adoptSecret, keepOneService } from "./one-service";

const stack = "test";
const secretName = "auth-service-test-config";

describe("a stack that was destroyed, and is made again within the recovery window", function () {
  this.timeout(900_000);
  let engine: Engine;
  let deployed: Deployed;
  let secretsManager: SecretsManagerClient;
  let before: Awaited<ReturnType<Deployed["secret"]>>;
  let listedBefore: Record<string, unknown>;

  const destroy = () => engine.runOnState("destroy", "--yes", "--skip-preview");

  this.beforeAll(async () => {
    const { place } = world();
    secretsManager = new SecretsManagerClient(clientOptions(place.endpoint, region));
    deployed = new Deployed(place.endpoint);
    listedBefore = await inventory(place.endpoint, region);
    engine = await prepareStack(stack, place);
    keepOneService(stack, place.files);
    await up(engine);
    before = await deployed.secret(secretName);
    await destroy();
  });

  it("is told by AWS that the secret's name is taken", async () => {
    const printed = world().printed.length;
    await assert.rejects(up(engine), { message: "pulumi up failed: see its message above" });
    assert.match(
      world().printed.slice(printed),
      /creating Secrets Manager Secret \(auth-service-test-config\): .* a secret with this name is already scheduled for deletion/,
    );
  });

  it("takes the secret back with its value and version, once that is restored and the stack adopts it", async () => {
    const kms = new KMSClient(clientOptions(world().place.endpoint, region));
    await kms.send(new CancelKeyDeletionCommand({ KeyId: before.keyArn }));
    await kms.send(new EnableKeyCommand({ KeyId: before.keyArn }));
    await secretsManager.send(new RestoreSecretCommand({ SecretId: secretName }));
    adoptSecret(stack, world().place.files, before.arn);
    await up(engine);
    const { value, arn, keyArn, labels } = await deployed.secret(secretName);
    assert.deepEqual(
      { value, arn, versions: labels.map(({ id }) => id) },
      { value: before.value, arn: before.arn, versions: before.labels.map(({ id }) => id) },
    );
    assert.notEqual(keyArn, before.keyArn);
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId: before.keyArn, PendingWindowInDays: 7 }));
    assert.deepEqual((await deployed.secret(secretName)).value, before.value);
    const { resources } = await engine.state();
    assert.deepEqual(parseCounts(await up(engine)), [`${resources.length + 1} unchanged`]);
  });

  it("comes up with new values, once the secret is deleted for good", async () => {
    await destroy();
    const forced = { SecretId: secretName, ForceDeleteWithoutRecovery: true };
    await secretsManager.send(new DeleteSecretCommand(forced));
    await prepareStack(stack, world().place);
    keepOneService(stack, world().place.files);
    await up(engine);
    const { value, arn, labels } = await deployed.secret(secretName);
    assert.deepEqual(Object.keys(value).sort(), Object.keys(before.value).sort());
    assert.notEqual(arn, before.arn);
    assert.notEqual(value.JWT_SECRET, before.value.JWT_SECRET);
    const current = labels.filter(({ stages }) => stages.includes("AWSCURRENT"));
    assert.ok(current.length === 1 && current[0]?.stages.includes("BOOTSTRAP"), JSON.stringify(labels));
  });

  it("is taken down without a trace", async () => {
    await destroyStack(stack, world().place);
    assert.deepEqual(await inventory(world().place.endpoint, region), listedBefore);
  });
});
