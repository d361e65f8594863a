import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { z } from "zod";

import { clientOptions, localAws, newValue } from "../../support/local-aws";

const root = resolve(__dirname, "..", "..", "..");
const region = "eu-west-1"; // of the shipped stacks
const secret = "auth-service-test-config";
const reads = 107;

/** Runs the command as `npm run secrets` does, with the local AWS in the place of AWS. */
function history(...args: string[]) {
  const command = ["-r", "ts-node/register/transpile-only", "operations/secrets.ts", "history", ...args];
  const env = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: localAws().endpoint,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: root,
    env,
    encoding: "utf8",
  });
  return { status, stdout, stderr: stderr.split("\n").filter((line) => line !== "") };
}

const recordsSchema = z.array(
  z.strictObject({
    id: z.string(),
    time: z.string(),
    secret: z.string(),
    principal: z.string(),
    from: z.string(),
    result: z.string(),
    declared: z.boolean(),
  }),
);

describe("secrets history on the local AWS", function () {
  this.timeout(180_000); // the command runs the program of each stack
  let secretsManager: SecretsManagerClient;
  before(async () => {
    secretsManager = new SecretsManagerClient({ ...clientOptions(), region });
    const other = "another-secret";
    for (const Name of [secret, other]) {
      await secretsManager.send(new CreateSecretCommand({ Name, SecretString: newValue() }));
    }
    const { ARN } = await secretsManager.send(new GetSecretValueCommand({ SecretId: secret }));
    for (let count = 1; count < reads; count++) {
      const SecretId = count % 2 === 0 ? secret : ARN;
      await secretsManager.send(new GetSecretValueCommand({ SecretId }));
    }
    await secretsManager.send(new GetSecretValueCommand({ SecretId: other }));
  });
  after(async () => {
    for (const SecretId of [secret, "another-secret"]) {
      await secretsManager.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }));
    }
  });

  it("shows every read of a stack's secret, from as many pages as it takes, and warns of who is not declared", () => {
    const { status, stdout, stderr } = history("--env", "test", "--service", "auth-service", "--since", "1h");
    const [heading, ...lines] = stdout.trimEnd().split("\n");
    assert.match(heading ?? "", /^ +time +who +secret +from +result$/);
    assert.equal(lines.length, reads);
    for (const line of lines) {
      assert.match(line, /^!  [\d-]+T[\d:]+Z  user\/test  auth-service-test-config  127\.0\.0\.1  read$/);
    }
    assert.deepEqual(stderr, [
      "eu-west-1: page 1, 50 calls so far",
      "eu-west-1: page 2, 100 calls so far",
      "eu-west-1: page 3, 108 calls so far",
      `warning: user/test read ${secret} ${reads} times and is not declared: see docs/runbooks/undeclared-reader.md`,
    ]);
    assert.equal(status, 0);
  });

  it("--json prints the records alone", () => {
    const all = recordsSchema.parse(JSON.parse(history("--secret", secret, "--json").stdout));
    assert.equal(all.length, reads);
    assert.deepEqual(new Set(all.map((record) => record.secret)), new Set([secret]));
  });
});
