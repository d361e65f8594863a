import assert from "node:assert/strict";

import { DeclaredSecret } from "../../support/declared-secret";
import { secretsCommand } from "../../support/secrets-command";
import { secretText } from "../../support/secret-text";

describe("secrets versions", () => {
  const values = { API_KEY: secretText(), WEBHOOK_SIGNING_SECRET: secretText() };
  const value = secretText();
  let secret: DeclaredSecret;
  before(async () => {
    secret = new DeclaredSecret();
    await secret.create(values, "API_KEY:manual WEBHOOK_SIGNING_SECRET:manual");
    const set = ["set", secret.name, "API_KEY", "--env", "test", "--no-rollout"];
    assert.equal(secretsCommand(set, value).status, 0);
  });

  interface Shown {
    version: string;
    labels: string[];
    createdAt: string;
    keys: Record<string, string>;
    calls: { call: string; principal: string }[];
  }
  const shown = (...flags: string[]) => {
    const result = secretsCommand(["versions", secret.name, "--env", "test", "--json", ...flags]);
    return { ...result, document: JSON.parse(result.stdout) as { secret: string; versions: Shown[] } };
  };

  it("tells of each version its labels, date, fingerprints and who put it, and no value", () => {
    const { status, stdout, stderr, document } = shown();
    assert.equal(status, 0);
    assert.equal(document.secret, secret.name);
    const byLabel = (label: string) => document.versions.find(({ labels }) => labels.includes(label));
    const [present, before] = [byLabel("AWSCURRENT"), byLabel("AWSPREVIOUS")];
    assert.ok(present && before && document.versions.length === 2);
    assert.deepEqual(Object.keys(present.keys), ["API_KEY", "WEBHOOK_SIGNING_SECRET"]);
    assert.notEqual(present.keys.API_KEY, before.keys.API_KEY);
    assert.equal(present.keys.WEBHOOK_SIGNING_SECRET, before.keys.WEBHOOK_SIGNING_SECRET);
    const by = ({ calls }: Shown) => calls.map(({ call, principal }) => [call, principal.replace(/.*:/, "")]);
    assert.deepEqual(by(present), [
      ["PutSecretValue", "user/test"],
      ["AWSCURRENT", "user/test"],
    ]);
    const progress = stderr.trimEnd().split("\n");
    for (const line of progress) assert.match(line, /^\w+, us-east-1: page \d+, \d+ calls so far$/);
    assert.deepEqual(
      [...new Set(progress.map((line) => line.replace(/,.*/, "")))],
      ["CreateSecret", "PutSecretValue", "UpdateSecret", "RotateSecret", "UpdateSecretVersionStage"],
    );
    for (const hidden of [value, ...Object.values(values)]) assert.ok(!(stdout + stderr).includes(hidden));
  });

  it("asks nothing of CloudTrail where that is not wanted", () => {
    const { stderr, document } = shown("--no-callers");
    assert.equal(stderr, "");
    assert.deepEqual(
      document.versions.flatMap(({ calls }) => calls),
      [],
    );
  });

  it("shows a table", () => {
    const { stdout } = secretsCommand(["versions", secret.name, "--env", "test", "--no-callers"]);
    const [heading, ...lines] = stdout.trimEnd().split("\n");
    assert.match(heading ?? "", /^VERSION +LABELS +CREATED +FINGERPRINTS +BY$/);
    assert.equal(lines.length, 4);
    assert.ok(lines.some((line) => /^\S{36} +AWSCURRENT +\S+Z +API_KEY [0-9a-f]{6} +unknown$/.test(line)));
  });
});
