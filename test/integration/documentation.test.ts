import assert from "node:assert/strict";

import { DeleteSecretCommand } from "@aws-sdk/client-secrets-manager";

import { DeployedSecrets } from "../support/documentation/deployed-secrets";
import { problemsOf } from "../support/documentation/run-session";
import { documentedSessions } from "../support/documentation/sessions";
import { localAws } from "../support/local-aws";
import { OperatedService } from "../support/operated-service";
import { secretText } from "../support/secret-text";

/** As `npm run local -- status` tells people to set it. */
function environment(): NodeJS.ProcessEnv {
  return {
    AWS_ENDPOINT_URL: localAws().endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

/** The pages show `payment-service` as just deployed, and `auth-service` as it runs. */
describe("the documentation's sessions on the local AWS", function () {
  this.timeout(300_000);

  // The guides of migration.md begin in worlds of their own: migration.test.ts.
  const runnable = documentedSessions().sessions.filter(
    ({ needs, page }) => needs === "local-aws" && page !== "docs/migration.md",
  );
  let deployed: DeployedSecrets;
  let operated: OperatedService;
  before(async () => {
    deployed = new DeployedSecrets();
    await deployed.deploy("payment-service", "test");
    operated = new OperatedService("auth-service");
    const values = { JWT_SECRET: secretText(), PARTNER_API_KEY: secretText() };
    const strategies = { JWT_SECRET: { strategy: "random" as const, length: 32, special: false } };
    await operated.create({ config: { values, strategies } });
  });
  after(async () => {
    await deployed.remove();
    const SecretId = operated.secretName("config");
    await operated.secretsManager.send(
      new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }),
    );
  });
  beforeEach(async () => {
    await operated.deployed("config");
  });

  it("are some", () => {
    assert.ok(runnable.length >= 4, `only ${runnable.length}`);
  });

  for (const session of runnable) {
    it(`${session.page}:${session.line} prints what the page shows`, async () => {
      assert.deepEqual(await problemsOf(session, environment()), []);
    });
  }
});
