import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DeclaredSecret } from "../../support/declared-secret";
import { secretsCommand } from "../../support/secrets-command";
import { secretText } from "../../support/secret-text";

describe("secrets import", () => {
  const values = { API_KEY: secretText(), OLD_KEY: secretText(), WEBHOOK_SIGNING_SECRET: secretText() };
  const variables = { API_KEY: secretText(), WEBHOOK_SIGNING_SECRET: values.WEBHOOK_SIGNING_SECRET };
  let folder: string;
  let file: string;
  let secret: DeclaredSecret;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "import-"));
    file = join(folder, ".env");
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    writeEnv(variables);
    secret = new DeclaredSecret();
    await secret.create(values, "API_KEY:manual WEBHOOK_SIGNING_SECRET:manual");
  });

  function writeEnv(env: Record<string, string>): void {
    const lines = Object.entries(env).map(([key, value]) => `${key}="${value}" # of this run`);
    writeFileSync(file, ["# credentials", ...lines].join("\n"));
  }

  function importFrom(...flags: string[]) {
    return secretsCommand(["import", secret.name, "--from", file, "--env", "test", ...flags]);
  }

  it("shows what would change, and changes nothing without an answer", async () => {
    const { status, stdout, stderr } = importFrom();
    assert.deepEqual(stdout.split("\n"), [
      `${secret.name}: would change API_KEY`,
      `${secret.name}: has the same value of WEBHOOK_SIGNING_SECRET`,
      "",
    ]);
    assert.equal(stderr, "nothing was changed: answer the question with yes, or give --yes\n");
    assert.equal(status, 2);
    assert.deepEqual(await secret.value(), values);
  });

  it("puts the values with --yes, keeps the other keys and says what to delete", async () => {
    const { status, stdout, stderr } = importFrom("--yes", "--no-rollout");
    assert.match(
      stderr,
      new RegExp(
        `^${secret.name} has the values from version \\S+ on. Now delete ${file}, and its copies.\n$`,
      ),
    );
    assert.equal(status, 0);
    assert.deepEqual(await secret.value(), { ...values, API_KEY: variables.API_KEY });
    for (const value of [...Object.values(values), variables.API_KEY])
      assert.ok(!(stdout + stderr).includes(value));
  });

  it("refuses a file with a variable that is no key of the secret, wholly", async () => {
    writeEnv({ ...variables, LOG_LEVEL: "debug" });
    const { status, stdout, stderr } = importFrom("--yes");
    assert.equal(
      stderr,
      `${file} holds what is no key of ${secret.name}: LOG_LEVEL; declare it in the stack's configuration, or take it out of the file\n`,
    );
    assert.deepEqual({ status, stdout }, { status: 2, stdout: "" });
    assert.deepEqual(await secret.value(), values);
  });

  it("refuses a file that is not there, and one without variables", () => {
    writeFileSync(file, "nothing");
    assert.equal(
      importFrom().stderr,
      `${file} holds no variable: it must have lines of the form KEY=value\n`,
    );
    rmSync(file);
    assert.equal(importFrom().stderr, `cannot read ${file} (ENOENT)\n`);
  });

  it("unset takes out what the stack does not declare, and nothing else", async () => {
    const refused = secretsCommand(["unset", secret.name, "API_KEY", "--env", "test", "--yes"]);
    assert.equal(
      refused.stderr,
      `the stack still declares API_KEY of ${secret.name}, so that tasks ask for it: take it out of the stack first\n`,
    );
    const { status, stdout } = secretsCommand([
      "unset",
      secret.name,
      "OLD_KEY",
      "--env",
      "test",
      "--yes",
      "--json",
    ]);
    assert.equal(status, 0);
    const { API_KEY, WEBHOOK_SIGNING_SECRET } = values;
    assert.deepEqual(await secret.value(), { API_KEY, WEBHOOK_SIGNING_SECRET });
    assert.match(stdout, /"key": "OLD_KEY"/);
  });
});
