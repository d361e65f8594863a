import assert from "node:assert/strict";

import {
  ListSecretVersionIdsCommand,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";

import { changeSecret } from "../../../operations/value/change-secret";
import { readSecretValue } from "../../../operations/value/secret-value";
import { DeclaredSecret } from "../../support/declared-secret";
import { secretsCommand } from "../../support/secrets-command";
import { secretText } from "../../support/secret-text";

describe("secrets set", () => {
  const values = { API_KEY: secretText(), WEBHOOK_SIGNING_SECRET: secretText() };
  let secret: DeclaredSecret;
  beforeEach(async () => {
    secret = new DeclaredSecret();
    await secret.create(values, "API_KEY:manual NEW_KEY:manual WEBHOOK_SIGNING_SECRET:manual");
  });

  it("puts one key's value from standard input and keeps the others, without showing a value", async () => {
    const value = secretText();
    const { status, stdout, stderr } = secretsCommand(
      ["set", secret.name, "API_KEY", "--env", "test"],
      `${value}\n`,
    );
    assert.equal(stderr, "The rollout function brings it to the running tasks within minutes.\n");
    assert.match(
      stdout,
      new RegExp(`^${secret.name}: API_KEY is [0-9a-f]{6} from version [0-9a-f-]{36} on\n$`),
    );
    assert.equal(status, 0);
    assert.deepEqual(await secret.value(), { ...values, API_KEY: value });
    assert.deepEqual(await secret.labels(), [["AWSCURRENT"], ["AWSPREVIOUS"]]);
    for (const hidden of [value, ...Object.values(values)]) assert.ok(!(stdout + stderr).includes(hidden));
  });

  it("adds a key that the stack declares", async () => {
    const value = secretText();
    assert.equal(
      secretsCommand(["set", secret.name, "NEW_KEY", "--env", "test", "--no-rollout"], value).status,
      0,
    );
    assert.deepEqual(await secret.value(), { ...values, NEW_KEY: value });
  });

  it("adds a key that the stack is about to declare, where that is said", async () => {
    const value = secretText();
    const args = ["set", secret.name, "LATER_KEY", "--env", "test", "--new-key", "--no-rollout"];
    assert.equal(secretsCommand(args, value).status, 0);
    assert.deepEqual(await secret.value(), { ...values, LATER_KEY: value });
  });

  const refusals: [string, (name: string) => string[], string, (name: string) => string][] = [
    [
      "a key that nobody declares",
      (secret) => ["set", secret, "OTHER", "--env", "test"],
      "x",
      (secret) =>
        `OTHER is no key of ${secret}, which has API_KEY, NEW_KEY, WEBHOOK_SIGNING_SECRET: correct it, or add it by --new-key before the deployment that declares it`,
    ],
    [
      "an empty value",
      (secret) => ["set", secret, "API_KEY", "--env", "test"],
      "\n",
      (secret) => `the value of API_KEY of ${secret} must not be empty`,
    ],
    [
      "the value that it has",
      (secret) => ["set", secret, "API_KEY", "--env", "test"],
      values.API_KEY,
      (secret) => `API_KEY of ${secret} already has this value`,
    ],
    [
      "a secret of another environment",
      (secret) => ["set", secret, "API_KEY", "--env", "prod"],
      "x",
      (secret) => `${secret} is a secret of test: give --env test if you mean it`,
    ],
    [
      "a secret that is not there",
      () => ["set", "no-such-test-config", "API_KEY", "--env", "test"],
      "x",
      () =>
        "found no secret no-such-test-config in this account and Region: secrets status --env test lists those that are there",
    ],
    [
      "a name of another form",
      () => ["set", "production/database", "API_KEY", "--env", "test"],
      "x",
      () =>
        '"production/database" is no secret\'s name: it must be <service>-test-<config|api-keys|credentials>',
    ],
  ];
  for (const [what, args, input, message] of refusals) {
    it(`refuses ${what}, and changes nothing`, async () => {
      const { status, stdout, stderr } = secretsCommand(args(secret.name), input);
      assert.deepEqual(
        { status, stdout, stderr },
        { status: 2, stdout: "", stderr: `${message(secret.name)}\n` },
      );
      assert.deepEqual(await secret.value(), values);
      assert.deepEqual(await secret.labels(), [["AWSCURRENT"]]);
    });
  }

  it("does not overwrite what somebody else has put meanwhile", async () => {
    const { client } = secret;
    const before = await readSecretValue(client, secret, { VersionStage: "AWSCURRENT" });
    const theirs = { ...values, API_KEY: secretText() };
    await changeSecret(client, secret, before, theirs);
    await assert.rejects(
      changeSecret(client, secret, before, { ...values, WEBHOOK_SIGNING_SECRET: secretText() }),
      {
        name: "InputError",
        message: `${secret.name} was changed by somebody else meanwhile, and was left as it is: try again`,
      },
    );
    assert.deepEqual(await secret.value(), theirs);
    assert.deepEqual(
      (await secret.labels()).filter((labels) => labels.length > 0),
      [["AWSCURRENT"], ["AWSPREVIOUS"]],
    );
  });

  it("waits for nobody who has no credentials, Region or AWS", () => {
    const args = ["set", secret.name, "API_KEY", "--env", "test"];
    const without = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, HOME: "/nonexistent" };
    assert.match(secretsCommand(args, "x", without).stderr, /^found no AWS credentials: sign in/);
    assert.match(
      secretsCommand(args, "x", { AWS_REGION: undefined, HOME: "/nonexistent" }).stderr,
      /^found no AWS Region: give --region/,
    );
    assert.match(
      secretsCommand(args, "x", { AWS_ENDPOINT_URL: "http://127.0.0.1:1" }).stderr,
      /^cannot reach AWS \(ECONNREFUSED\): /,
    );
  });

  it("diff shows which keys differ between versions, by fingerprint", () => {
    secretsCommand(["set", secret.name, "API_KEY", "--env", "test", "--no-rollout"], secretText());
    const { stdout } = secretsCommand(["diff", secret.name, "--env", "test"]);
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split(/ {2,}/));
    assert.deepEqual(
      lines.map(([key, change]) => [key, change]),
      [
        ["KEY", "CHANGE"],
        ["API_KEY", "changed"],
        ["WEBHOOK_SIGNING_SECRET", "same"],
      ],
    );
    assert.notEqual(lines[1]?.[2], lines[1]?.[3]);
    assert.equal(lines[2]?.[2], lines[2]?.[3]);
    for (const value of Object.values(values)) assert.ok(!stdout.includes(value));
  });

  it("refuses while a rotation is under way", async () => {
    secretsCommand(["set", secret.name, "API_KEY", "--env", "test", "--no-rollout"], secretText());
    const { Versions = [] } = await secret.client.send(
      new ListSecretVersionIdsCommand({ SecretId: secret.arn }),
    );
    const previous =
      Versions.find(({ VersionStages = [] }) => VersionStages.includes("AWSPREVIOUS"))?.VersionId ?? "";
    await secret.client.send(
      new UpdateSecretVersionStageCommand({
        SecretId: secret.arn,
        VersionStage: "AWSPENDING",
        MoveToVersionId: previous,
      }),
    );
    const { status, stderr } = secretsCommand(["set", secret.name, "API_KEY", "--env", "test"], secretText());
    assert.equal(status, 2);
    assert.equal(
      stderr,
      `a rotation of ${secret.name} is unfinished (AWSPENDING is on version ${previous}): wait for it, or let secrets doctor look at it\n`,
    );
  });
});
