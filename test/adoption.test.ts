import assert from "node:assert/strict";

import { analyze } from "../local/offline/analyze";
import { type Recording } from "../local/offline/recorder";
import { policies } from "../policy-pack/policies/index";
import { textOf } from "./support/components";
import { resourceOf, resourcesOf } from "./support/pulumi";
import { recordStack } from "./support/whole-stack";

const arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:payment-service-prod-api-keys-AbCdEf";
const cluster = "arn:aws:ecs:eu-west-1:123456789012:cluster/shared";
const existing = { source: "existing", rotation: { strategy: "manual", deadlineInDays: 90 } };
const secretType = "aws:secretsmanager/secret:Secret";

/** Prod in an existing cluster, one of its services with a secret that is there already. */
function recordAdoption(preview: boolean): Promise<Recording<unknown>> {
  const keys = { STRIPE_API_KEY: existing, WEBHOOK_SIGNING_SECRET: existing };
  const changes = { cluster, "services[1].secrets": [{ type: "api-keys", arn, keys }] };
  return recordStack("prod", { preview, changes });
}

describe("a stack that is added to an existing account", function () {
  this.timeout(120_000);

  it("imports the adopted secret and no other, and writes no first value of it", async () => {
    const recording = await recordAdoption(false);
    const imported = recording.resources.filter(({ options }) => options.importId !== "");
    assert.deepEqual(
      imported.map(({ type, name, options }) => [type, name, options.importId]),
      [[secretType, "payment-service-api-keys", arn]],
    );
    const versions = resourcesOf(recording, "aws:secretsmanager/secretVersion:SecretVersion");
    assert.deepEqual(versions.map(({ name }) => name).sort(), [
      "auth-service-config",
      "notification-service-credentials",
    ]);
  });

  it("gives the adopted secret key, tags and wall of its own, and its tasks each key by reference", async () => {
    const recording = await recordAdoption(false);
    const { inputs } = resourceOf(recording, secretType, "payment-service-api-keys");
    assert.equal(inputs.kmsKeyId, resourceOf(recording, "aws:kms/key:Key").outputs.arn);
    const { Cluster, Environment, Service } = Object(inputs.tags) as Record<string, unknown>;
    assert.deepEqual([Cluster, Environment, Service], ["shared", "prod", "payment-service"]);
    const wall = "aws:secretsmanager/secretPolicy:SecretPolicy";
    assert.equal(resourceOf(recording, wall, "payment-service-api-keys").inputs.secretArn, arn);
    const task = "aws:ecs/taskDefinition:TaskDefinition";
    const definitions = textOf(resourceOf(recording, task, "payment-service").inputs.containerDefinitions);
    for (const key of ["STRIPE_API_KEY", "WEBHOOK_SIGNING_SECRET"])
      assert.ok(definitions.includes(`"${arn}:${key}::"`));
  });

  it("makes no cluster, and runs every service in the existing one", async () => {
    const recording = await recordAdoption(false);
    assert.deepEqual(resourcesOf(recording, "aws:ecs/cluster:Cluster"), []);
    const services = resourcesOf(recording, "aws:ecs/service:Service");
    assert.deepEqual(
      services.map(({ inputs }) => inputs.cluster),
      [cluster, cluster, cluster],
    );
  });

  it("is let pass by every policy, which cannot see the cluster's settings offline and says so", async () => {
    const violations = await analyze(policies, await recordAdoption(true));
    assert.deepEqual(
      violations.map(({ policy, enforcementLevel, resource }) => [
        policy,
        enforcementLevel,
        resource.split("::").at(-1),
      ]),
      [["cluster-has-container-insights", "advisory", "prod"]],
    );
  });
});
