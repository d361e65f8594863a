import assert from "node:assert/strict";

import { HealthyStack } from "../../support/doctor/healthy-stack";
import { secretsCommand } from "../../support/secrets-command";

describe("secrets doctor", function () {
  this.timeout(240_000);
  const stack = new HealthyStack();
  before(() => stack.deploy());

  it("finds nothing wrong with a healthy stack, and exits 0", () => {
    const { status, stdout, stderr } = secretsCommand(["doctor", "--env", "prod"]);
    console.log(stdout, stderr);
    const json = secretsCommand(["doctor", "--env", "prod", "--json"]);
    console.log(json.stdout);
    assert.equal(status, 0);
  });
});
