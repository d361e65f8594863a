import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

import { ServiceSecret, type ServiceSecretArgs } from "../../components/service-secret";
import { record } from "../../local/offline/recorder";
import { Secret, unknown } from "../../local/offline/wire-values";
import { parseDocument, textOf, typesAndNames } from "../support/components";
import { resourceOf, resourcesOf } from "../support/pulumi";
import { secretText } from "../support/secret-text";

const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000000";
const supplied = secretText(randomBytes(12).toString("hex"));

const secretArgs: ServiceSecretArgs = {
  service: "auth-service",
  environment: "prod",
  secretType: "config",
  description: "Configuration of auth-service",
  keys: {
    MONGODB_URI: { source: "supplied" },
    JWT_SECRET: { source: "generated", length: 64, special: false },
  },
  suppliedValues: new Map([["MONGODB_URI", supplied]]),
  keyArn,
  recoveryWindowInDays: 30,
  deletionProtection: true,
  tags: { Environment: "prod", Service: "auth-service" },
};

const types = {
  component: "secret-backed-services:components:ServiceSecret",
  secret: "aws:secretsmanager/secret:Secret",
  version: "aws:secretsmanager/secretVersion:SecretVersion",
  password: "random:index/randomPassword:RandomPassword",
};

function recordSecret(overrides: Partial<ServiceSecretArgs> = {}, preview = false) {
  return record(
    () => {
      new ServiceSecret("auth-service-config", { ...secretArgs, ...overrides });
    },
    { preview },
  );
}

describe("ServiceSecret", () => {
  it("makes the secret, its first version and one password for each generated key", async () => {
    const recording = await recordSecret();
    assert.deepEqual(
      typesAndNames(recording.resources),
      [
        `${types.secret} auth-service-config`,
        `${types.version} auth-service-config`,
        `${types.password} auth-service-config-JWT_SECRET`,
        `${types.component} auth-service-config`,
      ].sort(),
    );
    assert.deepEqual(resourceOf(recording, types.secret).inputs, {
      name: "auth-service-prod-config",
      description: "Configuration of auth-service",
      kmsKeyId: keyArn,
      recoveryWindowInDays: 30,
      tags: { Environment: "prod", Service: "auth-service", Keys: "JWT_SECRET:manual MONGODB_URI:manual" },
    });
    assert.deepEqual(resourceOf(recording, types.password).inputs, { length: 64, special: false });
  });

  it("writes one JSON object of strings, as a Pulumi secret, under the labels AWSCURRENT and BOOTSTRAP", async () => {
    const { inputs } = resourceOf(await recordSecret(), types.version);
    assert.deepEqual(inputs.versionStages, ["AWSCURRENT", "BOOTSTRAP"]);
    assert.ok(inputs.secretString instanceof Secret);
    const value = parseDocument(inputs.secretString.value);
    assert.ok(typeof value === "object" && value !== null);
    assert.deepEqual(Object.keys(value), ["MONGODB_URI", "JWT_SECRET"]);
    assert.deepEqual(Reflect.get(value, "MONGODB_URI"), supplied);
    assert.match(String(Reflect.get(value, "JWT_SECRET")), /^.{64}$/);
  });

  for (const [title, origin] of [
    ["generated", { source: "generated", length: 64, special: false }],
    ["supplied", { source: "supplied" }],
  ] as const) {
    it(`begins the key for the value before with the first value of its key, where that is ${title}`, async () => {
      const overlap = { previousKey: "BEFORE", hours: 24 };
      const rotation = { strategy: "random", length: 64, special: false, overlap } as const;
      const generated = { source: "generated", length: 48, special: false } as const;
      const keys = { BEFORE: generated, NOW: { ...origin, rotation }, OTHER: generated };
      const recording = await recordSecret({ keys, suppliedValues: new Map([["NOW", supplied]]) });
      const passwords = resourcesOf(recording, types.password).map(({ name }) => name);
      assert.deepEqual(passwords.sort(), [
        ...(title === "generated" ? ["auth-service-config-NOW"] : []),
        "auth-service-config-OTHER",
      ]);
      const { secretString } = resourceOf(recording, types.version).inputs;
      assert.ok(secretString instanceof Secret);
      const value = parseDocument(secretString.value);
      const { BEFORE, NOW, OTHER } = Object(value) as Record<string, unknown>;
      assert.ok(typeof NOW === "string" && NOW !== "" && BEFORE === NOW && OTHER !== NOW);
    });
  }

  it("leaves a supplied key for the value before as a person supplied it", async () => {
    const overlap = { previousKey: "BEFORE", hours: 24 };
    const rotation = { strategy: "random", length: 64, special: false, overlap } as const;
    const keys = {
      BEFORE: { source: "supplied" },
      NOW: { source: "generated", length: 64, special: false, rotation },
    } as const;
    const recording = await recordSecret({ keys, suppliedValues: new Map([["BEFORE", supplied]]) });
    const { secretString } = resourceOf(recording, types.version).inputs;
    assert.ok(secretString instanceof Secret);
    const { BEFORE, NOW } = Object(parseDocument(secretString.value)) as Record<string, unknown>;
    assert.ok(BEFORE === supplied && NOW !== supplied);
  });

  it("never puts the first value back: its changes are ignored", async () => {
    const { options } = resourceOf(await recordSecret(), types.version);
    assert.deepEqual(options.ignoreChanges, ["secretString", "versionStages"]);
  });

  it("protects and retains the secret and its value where deletion protection is on, and only there", async () => {
    for (const deletionProtection of [true, false]) {
      const recording = await recordSecret({ deletionProtection });
      const { protect, retainOnDelete } = resourceOf(recording, types.secret).options;
      assert.deepEqual([protect, retainOnDelete], [deletionProtection, deletionProtection]);
      assert.equal(resourceOf(recording, types.version).options.protect, deletionProtection);
    }
  });

  it("lets the value go with the secret, without a call that would move its labels", async () => {
    const recording = await recordSecret({ deletionProtection: false });
    assert.equal(resourceOf(recording, types.version).options.retainOnDelete, true);
  });

  it("tells the engine everything about itself but values", async () => {
    const recording = await recordSecret();
    assert.deepEqual(resourceOf(recording, types.component).inputs, {
      service: "auth-service",
      environment: "prod",
      secretType: "config",
      name: "auth-service-prod-config",
      keys: secretArgs.keys,
      kmsKeyId: keyArn,
      recoveryWindowInDays: 30,
    });
    const plain = recording.resources
      .map(({ inputs, outputs }) => JSON.stringify([inputs, outputs], hideSecrets))
      .join();
    assert.ok(!plain.includes(supplied));
  });

  it("knows its inputs at preview, when ARN and values are unknown", async () => {
    const recording = await recordSecret({}, true);
    assert.equal(resourceOf(recording, types.component).inputs.name, "auth-service-prod-config");
    const { secretId, secretString } = resourceOf(recording, types.version).inputs;
    assert.deepEqual([secretId, secretString], [unknown, unknown]);
  });

  it("describes itself where no description is declared", async () => {
    const { inputs } = resourceOf(await recordSecret({ description: undefined }), types.secret);
    assert.equal(inputs.description, "config of auth-service in prod");
  });

  describe("that exists already", () => {
    const arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:auth-service-prod-config-AbCdEf";
    const adopted = {
      arn,
      keys: { MONGODB_URI: { source: "existing" }, JWT_SECRET: { source: "existing" } },
      suppliedValues: new Map<string, string>(),
    } as const;
    const wall = ["arn:aws:iam::123456789012:role/administrator"];

    it("is imported under its own ARN, and gets the key, the tags and the wall of a new one, but no value", async () => {
      const recording = await recordSecret({ ...adopted, wall });
      assert.deepEqual(
        typesAndNames(recording.resources),
        [
          `${types.secret} auth-service-config`,
          "aws:secretsmanager/secretPolicy:SecretPolicy auth-service-config",
          `${types.component} auth-service-config`,
        ].sort(),
      );
      const secret = resourceOf(recording, types.secret);
      assert.equal(secret.options.importId, arn);
      assert.deepEqual(secret.options.ignoreChanges, []);
      assert.deepEqual(secret.inputs, resourceOf(await recordSecret(), types.secret).inputs);
      assert.equal(resourceOf(recording, types.component).inputs.arn, arn);
      assert.equal(resourceOf(recording, types.component).outputs.arn, arn);
    });

    it("has an ARN that is known at first preview, unlike a new one", async () => {
      assert.equal(resourceOf(await recordSecret(adopted, true), types.secret).outputs.arn, arn);
      assert.equal(resourceOf(await recordSecret({}, true), types.secret).outputs.arn, unknown);
    });

    it("refuses another secret's ARN, which would be replaced", async () => {
      const foreign = arn.replace("prod", "test");
      await assert.rejects(recordSecret({ ...adopted, arn: foreign }), {
        message: `arn must be that of auth-service-prod-config, got ${foreign}`,
      });
    });

    it("is protected and retained as a new one", async () => {
      const { protect, retainOnDelete } = resourceOf(await recordSecret(adopted), types.secret).options;
      assert.deepEqual([protect, retainOnDelete], [true, true]);
    });
  });

  it("stands behind a wall where principals are named, and nowhere else", async () => {
    const type = "aws:secretsmanager/secretPolicy:SecretPolicy";
    assert.deepEqual(resourcesOf(await recordSecret(), type), []);
    const wall = ["arn:aws:iam::123456789012:role/administrator"];
    const recording = await recordSecret({ wall });
    const { policy, ...inputs } = resourceOf(recording, type).inputs;
    assert.deepEqual(inputs, {
      secretArn: resourceOf(recording, types.secret).outputs.arn,
      blockPublicPolicy: true,
    });
    assert.deepEqual(parseDocument(policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DenyAllButDeclaredPrincipals",
          Effect: "Deny",
          Principal: { AWS: ["*"] },
          Action: ["secretsmanager:*"],
          Resource: ["*"],
          Condition: {
            ArnNotLike: { "aws:PrincipalArn": wall },
            Bool: { "aws:PrincipalIsAWSService": "false" },
          },
        },
      ],
    });
  });

  it("refuses more principals than its wall holds", async () => {
    const principals = (count: number) =>
      Array.from(
        { length: count },
        (_, index) => `arn:aws:iam::123456789012:role/administrator-${index + 1000}`,
      );
    const sizeOf = async (count: number) =>
      textOf(
        resourceOf(
          await recordSecret({ wall: principals(count) }),
          "aws:secretsmanager/secretPolicy:SecretPolicy",
        ).inputs.policy,
      ).length;
    const perPrincipal = (await sizeOf(2)) - (await sizeOf(1));
    const most = 1 + Math.floor((20480 - (await sizeOf(1))) / perPrincipal);
    const size = await sizeOf(most);
    await assert.rejects(recordSecret({ wall: principals(most + 1) }, true), {
      message: `the policy of secret auth-service-prod-config would have ${size + perPrincipal} characters, and AWS takes at most 20480: name fewer access.administrators, or several by one pattern`,
    });
  });

  it("refuses a supplied key without its value, by name and without any value", async () => {
    await assert.rejects(recordSecret({ suppliedValues: new Map() }), {
      message: "suppliedValues must hold MONGODB_URI, a supplied key of auth-service-prod-config",
    });
  });
});

function hideSecrets(_key: string, value: unknown): unknown {
  return value instanceof Secret ? "[secret]" : value;
}
