import assert from "node:assert/strict";

import { DeployedSecrets } from "../support/documentation/deployed-secrets";
import { problemsOf } from "../support/documentation/run-session";
import { documentedSessions } from "../support/documentation/sessions";
import { localAws } from "../support/local-aws";

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

describe("the documentation's sessions on the local AWS", function () {
  this.timeout(300_000);

  const runnable = documentedSessions().sessions.filter(({ needs }) => needs === "local-aws");
  let secrets: DeployedSecrets;
  before(async () => {
    secrets = new DeployedSecrets();
    await secrets.deploy("test");
  });
  after(() => secrets.remove());

  it("are some", () => {
    assert.ok(runnable.length > 0);
  });

  for (const session of runnable) {
    it(`${session.page}:${session.line} prints what the page shows`, async () => {
      assert.deepEqual(await problemsOf(session, environment()), []);
    });
  }
});
