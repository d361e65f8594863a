import assert from "node:assert/strict";

import { parse } from "yaml";

import { LocalAwsError } from "../../../local/aws/local-aws-error";
import {
  encryptedKeys,
  localConfig,
  parseStackFile,
  regionOf,
  vpcIdOf,
} from "../../../local/stack/local-config";

const network = { vpcId: "vpc-1", privateSubnetIds: ["subnet-1"], publicSubnetIds: ["subnet-2"] };
const shipped = `
config:
  aws:region: eu-west-1
  secret-backed-services:network:
    create:
      egress: nat-gateway
  secret-backed-services:services:
    - name: orders
  secret-backed-services:orders-prod-config.API_KEY:
    secure: v1:of-another-passphrase
encryptionsalt: v1:another-salt
`;
const previous = `
config:
  aws:region: us-east-1
  secret-backed-services:tags:
    removed: since
  secret-backed-services:orders-prod-config.API_KEY:
    secure: v1:local
encryptionsalt: v1:local-salt
`;
const settings = {
  "aws:region": "eu-west-1",
  "secret-backed-services:network": { existing: network },
  "secret-backed-services:services": [{ name: "orders" }],
  "aws:maxRetries": "2",
  "aws:s3UsePathStyle": "true",
};

describe("localConfig", () => {
  it("is the shipped one in the local network, without what another passphrase has encrypted", () => {
    assert.deepEqual(parse(localConfig({ shipped, previous: "", network })), { config: settings });
  });

  it("keeps the encrypted values and the salt of the last time, and nothing else", () => {
    assert.deepEqual(parse(localConfig({ shipped, previous, network })), {
      config: { ...settings, "secret-backed-services:orders-prod-config.API_KEY": { secure: "v1:local" } },
      encryptionsalt: "v1:local-salt",
    });
  });

  it("has no roles for pipelines, which do not deploy there", () => {
    const delivered = shipped.replace(
      "config:",
      "config:\n  secret-backed-services:delivery: { github: {} }",
    );
    assert.deepEqual(parse(localConfig({ shipped: delivered, previous: "", network })), { config: settings });
  });

  it("lets rollouts begin at any time", () => {
    const window = "{days: [MON], start: '02:00', hours: 4}";
    const rollout = `  secret-backed-services:rollout: {schedule: rate(1 hour), maintenanceWindow: ${window}}\n`;
    const config = localConfig({
      shipped: shipped.replace("encryptionsalt", `${rollout}encryptionsalt`),
      previous: "",
      network,
    });
    assert.deepEqual(parse(config), {
      config: { ...settings, "secret-backed-services:rollout": { schedule: "rate(1 hour)" } },
    });
  });

  it("turns deletion protection off where the stack is to be deleted", () => {
    const declared = shipped.replace(
      "config:",
      'config:\n  secret-backed-services:deletionProtection: "true"',
    );
    const text = localConfig({ shipped: declared, previous: "", network, deletable: true });
    assert.equal(parseStackFile(text).config["secret-backed-services:deletionProtection"], "false");
  });
});

describe("what a stack file says", () => {
  it("is its region", () => {
    assert.equal(regionOf(shipped, "Pulumi.prod.yaml"), "eu-west-1");
    assert.throws(
      () => regionOf("", "Pulumi.prod.yaml"),
      new LocalAwsError("Pulumi.prod.yaml must set aws:region: pulumi config set aws:region <region>"),
    );
  });

  it("is the VPC that exists, if it names one", () => {
    assert.equal(vpcIdOf(localConfig({ shipped, previous, network })), "vpc-1");
    assert.equal(vpcIdOf(shipped), undefined);
    assert.equal(vpcIdOf(""), undefined);
  });

  it("is which keys it holds encrypted", () => {
    assert.deepEqual(encryptedKeys(shipped), ["secret-backed-services:orders-prod-config.API_KEY"]);
    assert.deepEqual(encryptedKeys(""), []);
  });
});
