import assert from "node:assert/strict";

import { SecretBackedService } from "../../components/secret-backed-service";
import { type SecretSpec } from "../../components/service-spec";
import { record } from "../../local/offline/recorder";
import { serviceSpec, testEnvironment } from "../support/components";
import { declared } from "../support/declared-strategies";
import { resourceOf, resourcesOf } from "../support/pulumi";

const types = {
  function: "aws:lambda/function:Function",
  permission: "aws:lambda/permission:Permission",
  rotation: "aws:secretsmanager/secretRotation:SecretRotation",
  secret: "aws:secretsmanager/secret:Secret",
  version: "aws:secretsmanager/secretVersion:SecretVersion",
};
const generated = { source: "generated", length: 32, special: false } as const;
const rotated = { ...generated, rotation: declared.random };
const foreign = "arn:aws:lambda:us-east-1:123456789012:function:rotate";

function recordRotations(...secrets: SecretSpec[]) {
  return record(() => {
    const service = serviceSpec({ secrets });
    new SecretBackedService("auth-service", {
      environment: testEnvironment({ services: [service] }),
      service,
      suppliedValues: new Map(),
      recoveryWindowInDays: 7,
      logRetentionInDays: 30,
      deletionProtection: false,
      tags: {},
    });
  });
}

describe("rotateSecrets", () => {
  it("rotates by the service's own function every 30 days, behind value and permission, and never at deployment", async () => {
    const recording = await recordRotations({ type: "config", keys: { JWT_SECRET: rotated } });
    const { inputs, dependencies, parent } = resourceOf(recording, types.rotation);
    assert.deepEqual(inputs, {
      secretId: resourceOf(recording, types.secret).outputs.arn,
      rotationLambdaArn: resourceOf(recording, types.function, "auth-service-rotation").outputs.arn,
      rotateImmediately: false,
      rotationRules: { scheduleExpression: "rate(30 days)" },
    });
    const permission = resourceOf(
      recording,
      types.permission,
      "auth-service-rotation-of-auth-service-test-config",
    );
    for (const { urn } of [resourceOf(recording, types.version), permission]) {
      assert.ok(dependencies.includes(urn), urn);
    }
    assert.match(parent, /ServiceSecret::auth-service-config$/);
  });

  it("keeps to the declared schedule and window", async () => {
    const rotation = { schedule: "cron(0 1 ? * TUE#1 *)", duration: "2h" };
    const recording = await recordRotations({ type: "config", keys: { JWT_SECRET: rotated }, rotation });
    assert.deepEqual(resourceOf(recording, types.rotation).inputs.rotationRules, {
      scheduleExpression: "cron(0 1 ? * TUE#1 *)",
      duration: "2h",
    });
  });

  it("rotates by another function what names one, without a function of its own", async () => {
    const rotation = { functionArn: foreign, schedule: "rate(7 days)" };
    const recording = await recordRotations({ type: "config", keys: { JWT_SECRET: generated }, rotation });
    const { inputs, dependencies } = resourceOf(recording, types.rotation);
    assert.equal(inputs.rotationLambdaArn, foreign);
    assert.ok(dependencies.includes(resourceOf(recording, types.version).urn));
    const functions = resourcesOf(recording, types.function).map(({ name }) => name);
    assert.deepEqual(functions, ["test-rollout"]);
  });

  it("rotates each secret by its own function where a service has both kinds, and leaves the others", async () => {
    const recording = await recordRotations(
      {
        type: "api-keys",
        keys: { A: generated },
        rotation: { functionArn: foreign, schedule: "rate(7 days)" },
      },
      { type: "config", keys: { JWT_SECRET: rotated } },
      { type: "credentials", keys: { PIN: { ...generated, rotation: declared.manual } } },
    );
    const own = resourceOf(recording, types.function, "auth-service-rotation").outputs.arn;
    assert.deepEqual(
      resourcesOf(recording, types.rotation).map(({ name, inputs }) => [name, inputs.rotationLambdaArn]),
      [
        ["auth-service-api-keys", foreign],
        ["auth-service-config", own],
      ],
    );
  });
});
