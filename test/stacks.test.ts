import assert from "node:assert/strict";

import { type StackConfig } from "../config";
import { type Environment, environments, secretName } from "../naming";
import { problemsIn, readConfig } from "./support/stack-config";
import { shippedSettings, stackFile } from "./support/stack-files";
import { secretText } from "./support/secret-text";

/** The keys of the seed's three services whose first values a person supplies. */
const suppliedKeys = [
  ["auth-service", "config", "MONGODB_URI"],
  ["auth-service", "config", "API_KEY"],
  ["auth-service", "config", "API_KEY_ID"],
  ["payment-service", "api-keys", "STRIPE_API_KEY"],
  ["payment-service", "api-keys", "WEBHOOK_SIGNING_SECRET"],
  ["notification-service", "credentials", "SMTP_USERNAME"],
  ["notification-service", "credentials", "SMTP_PASSWORD"],
] as const;

function valueKeys(environment: Environment): string[] {
  return suppliedKeys.map(
    ([service, secretType, key]) => `${secretName({ service, environment, secretType })}.${key}`,
  );
}

/** Where first values come from. How they are rotated depends on what an environment can reach. */
function sourcesOf(keys: StackConfig["services"][number]["secrets"][number]["keys"]) {
  return Object.fromEntries(
    Object.entries(keys).map(([key, origin]) => [key, { ...origin, rotation: undefined }]),
  );
}

async function shipped(environment: Environment): Promise<StackConfig> {
  const values = Object.fromEntries(valueKeys(environment).map((key) => [key, secretText()]));
  return readConfig({ settings: shippedSettings(environment), stack: environment, values });
}

/** What must be the same everywhere, so that a service runs alike in every environment. */
function shapeOf({ services }: StackConfig) {
  return services.map(({ name, port, environment, egress, secrets }) => ({
    name,
    port,
    variables: Object.keys(environment),
    egressPorts: egress.map((rule) => rule.port),
    secrets: secrets.map(({ type, description, keys }) => ({ type, description, keys: sourcesOf(keys) })),
  }));
}

describe("the shipped stack files", () => {
  for (const environment of environments) {
    it(`lack nothing in ${environment} but the first values that a person supplies`, async () => {
      const settings = shippedSettings(environment);
      assert.deepEqual(await problemsIn({ settings, stack: environment }), [
        `stack "${environment}" has 7 problems in its configuration:`,
        ...valueKeys(environment).map(
          (key) =>
            `  - ${key} is missing: supply the key's first value with pulumi config set --secret --stack ${environment} ${key}`,
        ),
      ]);
    });

    it(`are complete in ${environment} with them`, async () => {
      const { suppliedValues } = await shipped(environment);
      const supplied = [...suppliedValues].flatMap(([secret, values]) =>
        [...values.keys()].map((key) => `${secret}.${key}`),
      );
      assert.deepEqual(supplied, valueKeys(environment));
    });

    it(`hold no other configuration in ${environment} than the region and settings`, () => {
      const keys = Object.keys(stackFile(environment).config);
      assert.deepEqual(keys, [
        "aws:region",
        "secret-backed-services:network",
        "secret-backed-services:access",
        ...(environment === "prod" ? ["secret-backed-services:rollout"] : []),
        "secret-backed-services:monitoring",
        "secret-backed-services:services",
      ]);
    });
  }

  it("declare the same services, secrets and keys in every environment", async () => {
    const prod = shapeOf(await shipped("prod"));
    assert.deepEqual(
      prod.map(({ name }) => name),
      ["auth-service", "payment-service", "notification-service"],
    );
    assert.deepEqual(shapeOf(await shipped("stage")), prod);
    assert.deepEqual(shapeOf(await shipped("test")), prod);
  });

  it("say of each key that a person or a service uses how it is rotated", async () => {
    const strategies = async (environment: Environment) =>
      (await shipped(environment)).services.flatMap(({ secrets }) =>
        secrets.flatMap(({ keys }) =>
          Object.entries(keys).map(([key, { rotation }]) => `${key} ${rotation?.strategy ?? "none"}`),
        ),
      );
    const common = [
      "JWT_SECRET random",
      "JWT_SECRET_PREVIOUS none",
      "API_KEY_ID none",
      "STRIPE_API_KEY manual",
      "WEBHOOK_SIGNING_SECRET manual",
      "SMTP_USERNAME none",
      "SMTP_PASSWORD manual",
    ];
    const outside = [...common, "MONGODB_URI mongodb-atlas", "API_KEY issuer"].sort();
    assert.deepEqual((await strategies("prod")).sort(), outside);
    assert.deepEqual((await strategies("stage")).sort(), outside);
    const inside = [...common, "MONGODB_URI mongodb", "API_KEY manual"].sort();
    assert.deepEqual((await strategies("test")).sort(), inside);
  });

  it("begin deployments for rotated values in prod at night only, between two working days", async () => {
    const { rollout } = await shipped("prod");
    assert.deepEqual(rollout, {
      maintenanceWindow: { days: ["MON", "TUE", "WED", "THU"], start: "02:00", hours: 4 },
      maximumConcurrentDeployments: 1,
      schedule: "rate(5 minutes)",
    });
    assert.equal((await shipped("test")).rollout.maintenanceWindow, undefined);
  });

  it("protect prod more than any other environment", async () => {
    const protection = async (environment: Environment) => {
      const { deletionProtection, recoveryWindowInDays, logRetentionInDays } = await shipped(environment);
      return { deletionProtection, recoveryWindowInDays, logRetentionInDays };
    };
    const open = { deletionProtection: false, recoveryWindowInDays: 7, logRetentionInDays: 30 };
    assert.deepEqual(await protection("stage"), open);
    assert.deepEqual(await protection("test"), open);
    assert.deepEqual(await protection("prod"), {
      deletionProtection: true,
      recoveryWindowInDays: 30,
      logRetentionInDays: 365,
    });
  });

  it("pin images by digest and keep two tasks or more in three zones in prod", async () => {
    const { network, services } = await shipped("prod");
    assert.equal(network.create?.availabilityZones, 3);
    assert.equal(network.create.natGateways, "one-per-availability-zone");
    for (const { image, desiredCount, enableExecuteCommand, readonlyRootFilesystem } of services) {
      assert.match(image, /@sha256:[0-9a-f]{64}$/);
      assert.ok(desiredCount >= 2, image);
      assert.deepEqual(
        { enableExecuteCommand, readonlyRootFilesystem },
        { enableExecuteCommand: false, readonlyRootFilesystem: true },
      );
    }
  });

  it("give prod at least the size and number of tasks of stage, and stage those of test", async () => {
    const sizes = async (environment: Environment) =>
      (await shipped(environment)).services.map(({ cpu, memory, desiredCount }) => [
        cpu,
        memory,
        desiredCount,
      ]);
    const [prod, stage, test] = [await sizes("prod"), await sizes("stage"), await sizes("test")];
    const atLeast = (large: number[][], small: number[][]) =>
      large.every((size, service) =>
        size.every((value, index) => value >= (small[service]?.[index] ?? Infinity)),
      );
    assert.ok(atLeast(prod, stage));
    assert.ok(atLeast(stage, test));
    assert.ok(!atLeast(test, prod));
  });

  it("give each environment addresses of its own", async () => {
    const blocks = [await shipped("prod"), await shipped("stage"), await shipped("test")];
    assert.deepEqual(
      blocks.map(({ network }) => network.create?.cidrBlock),
      ["10.10.0.0/16", "10.20.0.0/16", "10.30.0.0/16"],
    );
  });
});
