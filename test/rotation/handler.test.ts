import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { handler } from "../../rotation/handler";
import { loggedLines } from "../support/rotation/logged-lines";
import { MemorySecret } from "../support/rotation/memory-secret";
import { steps } from "../support/rotation/rotating-secret";
import { SecretsManagerServer } from "../support/rotation/secrets-manager-server";
import { secretText } from "../support/secret-text";

describe("rotation handler", () => {
  const secret = new MemorySecret("auth-service-prod-config");
  const server = new SecretsManagerServer(secret);
  const before = { ...process.env };
  afterEach(() => {
    server.stop();
    process.env = before;
  });

  it("rotates a secret as its variables say, by Secrets Manager's API", async () => {
    const first = randomUUID();
    const values = { JWT_SECRET: secretText(), STRIPE_API_KEY: secretText() };
    secret.put(first, JSON.stringify(values), ["AWSCURRENT", "DEPLOYED"]);
    const strategies = { "auth-service-prod-config": { JWT_SECRET: { strategy: "random", length: 40 } } };
    process.env = {
      ...before,
      STRATEGIES: JSON.stringify(strategies),
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL: await server.start(),
    };
    const token = secret.startRotation();
    const event = { SecretId: secret.arn, ClientRequestToken: token, RotationToken: secretText() };
    const lines = await loggedLines(async () => {
      for (const Step of steps) assert.deepEqual(await handler({ ...event, Step }), { outcome: "done" });
    });
    assert.equal(lines.length, 4);
    assert.deepEqual(secret.labels(), { [first]: ["DEPLOYED", "AWSPREVIOUS"], [token]: ["AWSCURRENT"] });
    const after = JSON.parse(secret.text(token) ?? "") as Record<string, string>;
    assert.deepEqual(Object.keys(after), ["JWT_SECRET", "STRIPE_API_KEY"]);
    assert.match(after.JWT_SECRET ?? "", /^[A-Za-z0-9]{40}$/);
    assert.ok(after.STRIPE_API_KEY === values.STRIPE_API_KEY);
  });
});
