import assert from "node:assert/strict";

import { runtime } from "@pulumi/pulumi";

import { missingFirstValues, withUnknownFirstValues } from "../../../../local/offline/preview/first-values";
import { type StackSettings } from "../../../../local/offline/preview/stack-settings";

const service = (name: string, keys: object) => ({
  name,
  image: "registry.example/service:1.0.0",
  cpu: 256,
  memory: 512,
  secrets: [{ type: "config", description: "What the service needs", keys }],
});

const supplied = { source: "supplied" };
const services = [
  service("auth-service", {
    API_KEY: supplied,
    MONGODB_URI: supplied,
    JWT_SECRET: { source: "generated", length: 64 },
  }),
];

function settings(config: Record<string, string>, stack = "prod"): StackSettings {
  const file = `Pulumi.${stack}.yaml`;
  return { project: "shop", stack, file, main: ".", config, encrypted: ["shop:other"] };
}

const declared = { "shop:services": JSON.stringify(services) };
const apiKey = "shop:auth-service-prod-config.API_KEY";
const mongodbUri = "shop:auth-service-prod-config.MONGODB_URI";

describe("missingFirstValues", () => {
  it("names each supplied key without a value, and the command that sets it", () => {
    assert.deepEqual(missingFirstValues(settings({ ...declared, [apiKey]: runtime.unknownValue })), [
      {
        secret: "auth-service-prod-config",
        key: "MONGODB_URI",
        command: "pulumi config set --secret --stack prod auth-service-prod-config.MONGODB_URI",
      },
    ]);
  });

  it("passes over what the program itself will refuse", () => {
    const wrong = [{ name: "no-image" }, service("Wrong_Name", { A: supplied }), 5];
    assert.deepEqual(missingFirstValues(settings({ "shop:services": JSON.stringify(wrong) })), []);
    assert.deepEqual(missingFirstValues(settings({ "shop:services": "no JSON" })), []);
    assert.deepEqual(missingFirstValues(settings({})), []);
    assert.deepEqual(missingFirstValues(settings(declared, "dev")), []);
  });

  it("are those of the environment in a stack with a part of it, and none in one that uses replicas", () => {
    const part = missingFirstValues(
      settings({ ...declared, "shop:environmentStack": "prod" }, "prod-payments"),
    );
    assert.deepEqual(
      part.map(({ command }) => command),
      ["API_KEY", "MONGODB_URI"].map(
        (key) => `pulumi config set --secret --stack prod-payments auth-service-prod-config.${key}`,
      ),
    );
    const replicas = settings({ ...declared, "shop:replicaOf": "eu-west-1" }, "prod-eu-central-1");
    assert.deepEqual(missingFirstValues(replicas), []);
  });
});

describe("withUnknownFirstValues", () => {
  it("adds the missing values as encrypted and unknown ones, and keeps the others", () => {
    const given = settings({ ...declared, [apiKey]: "as it is" });
    assert.deepEqual(withUnknownFirstValues(given), {
      ...given,
      config: { ...given.config, [mongodbUri]: runtime.unknownValue },
      encrypted: ["shop:other", mongodbUri],
    });
  });
});
