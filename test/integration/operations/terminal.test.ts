import assert from "node:assert/strict";

import { DeclaredSecret } from "../../support/declared-secret";
import { secretText } from "../../support/secret-text";
import { terminalCommand } from "../../support/terminal-command";

describe("secrets in a terminal of 80 columns", function () {
  this.timeout(60_000);
  const values = { API_KEY: secretText(), WEBHOOK_SIGNING_SECRET: secretText() };
  let secret: DeclaredSecret;
  beforeEach(async () => {
    secret = new DeclaredSecret();
    await secret.create(values, "API_KEY:manual WEBHOOK_SIGNING_SECRET:manual");
  });

  for (const command of [["status"], ["diff"], ["versions", "--no-callers"]]) {
    it(`${command.join(" ")} fits`, () => {
      const [name = "", ...flags] = command;
      const target = name === "status" ? [] : [secret.name];
      const from = name === "diff" ? ["--from", "AWSCURRENT"] : [];
      const { shown } = terminalCommand([name, ...target, ...from, "--env", "test", ...flags]);
      const lines = shown.split("\r\n");
      assert.ok(lines.length > 2, shown);
      for (const line of lines.filter((text) => !text.startsWith("  "))) assert.ok(line.length <= 80, line);
    });
  }

  it("set asks for a value that does not show while it is typed", async () => {
    const value = secretText();
    const args = ["set", secret.name, "API_KEY", "--env", "test", "--no-rollout"];
    const { status, shown } = terminalCommand(args, { typed: `${value}\r` });
    assert.match(shown, new RegExp(`Value of API_KEY of ${secret.name}`));
    assert.ok(!shown.includes(value) && !shown.includes(value.slice(0, 8)));
    assert.equal(status, 0);
    assert.deepEqual(await secret.value(), { ...values, API_KEY: value });
  });

  it("rotate asks for each key that is rotated by hand, and Ctrl-C at a question changes nothing", async () => {
    await secret.markDeployed();
    const args = ["rotate", secret.name.replace(/-test-api-keys$/, ""), "--secret", secret.name];
    const { status, shown } = terminalCommand([...args, "--env", "test"], { columns: 200, typed: "\u0003" });
    assert.match(shown, new RegExp(`New value of API_KEY of ${secret.name} \\(empty keeps it\\)`));
    assert.match(shown, /interrupted/);
    assert.equal(status, 130);
    assert.deepEqual(await secret.labels(), [["AWSCURRENT", "DEPLOYED"]]);
  });
});
