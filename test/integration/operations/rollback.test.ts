import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";

import { AwsProxy, fieldOf } from "../../support/aws-proxy";
import { uniqueName } from "../../support/local-aws";
import { OperatedService } from "../../support/operated-service";
import { IssuerServer } from "../../support/rotation/issuer-server";
import { RunningCommand } from "../../support/running-command";
import { secretText } from "../../support/secret-text";

const settled = ["AWSCURRENT", "DEPLOYED", "DEPLOYMENT"];

describe("secrets rollback", function () {
  this.timeout(300_000);
  const name = uniqueName("pay");
  let service: OperatedService;
  const issuer = new IssuerServer();
  const [config, keys, credentials] = ["config", "api-keys", "credentials"].map(
    (type) => `${name}-test-${type}`,
  ) as [string, string, string];
  let proxy: AwsProxy;
  before(async () => {
    proxy = await new AwsProxy().start();
    service = new OperatedService(name);
    await issuer.start();
    const admin = {
      Name: uniqueName("issuer-admin"),
      SecretString: JSON.stringify({ API_KEY: issuer.adminKey }),
    };
    const { ARN: adminSecretArn = "" } = await service.secretsManager.send(new CreateSecretCommand(admin));
    const { key, id } = issuer.issue();
    await service.create({
      "api-keys": { values: { STRIPE_API_KEY: secretText() } },
      config: {
        values: { API_KEY: key, API_KEY_ID: id },
        strategies: { API_KEY: issuer.declaration({ adminSecretArn }) },
      },
      credentials: { values: { PASSWORD: secretText() } },
    });
  });
  after(async () => {
    await proxy.stop();
    await issuer.stop();
  });
  beforeEach(() => (proxy.hooks = {}));

  const start = (command: string, ...args: string[]) =>
    new RunningCommand([command, name, "--env", "test", ...args], "", {
      AWS_ENDPOINT_URL: proxy.endpoint,
    });
  const run = (...args: string[]) => start("rollback", ...args).end();
  const current = async (type: string) => (await service.versionWith(type, "AWSCURRENT")) ?? "";

  it("refuses where there is no version before", async () => {
    const refused = { status: 1, stdout: "" };
    assert.deepEqual(await run(), {
      ...refused,
      stderr: `no secret of ${name} has a version before its present one (AWSPREVIOUS)\n`,
    });
    assert.deepEqual(await run("--secret", credentials), {
      ...refused,
      stderr: `${credentials} has no version before its present one (AWSPREVIOUS) to go back to\n`,
    });
  });

  it("refuses to go back to a key that is revoked, and changes nothing", async () => {
    assert.equal((await start("rotate", "--secret", config).end()).status, 0);
    const labels = await service.labels("config");
    const before = await service.versionWith("config", "AWSPREVIOUS");
    const { status, stdout, stderr } = await run("--yes");
    assert.deepEqual({ status, stdout }, { status: 1, stdout: "" });
    assert.match(
      stderr,
      new RegExp(
        `^${config} cannot go back to version ${before}: the old value of API_KEY, API_KEY_ID does not work: .+\n$`,
      ),
    );
    assert.deepEqual(await service.labels("config"), labels);
  });

  it("goes back while both keys work: checks, deploys, verifies, and retires nothing", async () => {
    const before = await current("config");
    await service.holdRollouts();
    const interrupted = await start("rotate", "--secret", config).interruptedAt(
      proxy,
      "before",
      ({ operation, body }) => operation === "Invoke" && body.includes('"service"'),
    );
    assert.equal(interrupted.status, 130);
    const taken = await current("config");
    assert.notEqual(taken, before);
    const oldKey = (await service.values("config", before)).API_KEY;
    proxy.hooks.after = async (call) => {
      if (call.body.includes('"AWSCURRENT"')) await service.releaseRollouts();
    };
    const { status, stdout, stderr } = await run("--secret", config, "--json");
    assert.equal(status, 0, stderr);
    const report = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual(
      [report.secret, report.from, report.to, report.outcome],
      [config, taken, before, "rolled back"],
    );
    assert.deepEqual(stderr.split("\n").slice(0, 2), [
      `${config}: the credentials of version ${before} work`,
      `${config}: AWSCURRENT is version ${before} again`,
    ]);
    const labels = await service.labels("config");
    assert.deepEqual(labels[before], settled);
    assert.deepEqual(labels[taken], ["AWSPREVIOUS", "ROLLED_BACK"]);
    assert.ok(issuer.isActive(oldKey));
    assert.ok(issuer.isActive((await service.values("config", taken)).API_KEY));
  });

  it("says that it was done where it was", async () => {
    const taken = await service.versionWith("config", "AWSPREVIOUS");
    assert.deepEqual(await run("--secret", config), {
      status: 1,
      stdout: "",
      stderr: `${config} was rolled back already: version ${taken}, which was current before, is ROLLED_BACK. secrets rotate makes a new one\n`,
    });
  });

  it("leaves the other secrets as they are in what a rollout is said to have become", async () => {
    const version = await current("api-keys");
    const { status, stdout } = await start("rotate", "--secret", keys, "--from", "deploy", "--json").end();
    const report = JSON.parse(stdout) as { rollout: { state: string }; secrets: object[] };
    assert.equal(report.rollout.state, "rolled back");
    assert.deepEqual(report.secrets, [{ secret: keys, current: version, outcome: "finished" }]);
    assert.equal(status, 0);
  });

  it("wants a person's word where nobody can check the version before", async () => {
    const before = await current("api-keys");
    await service.put("api-keys", { STRIPE_API_KEY: secretText() });
    const taken = await service.deployed("api-keys");
    const asked = await run("--secret", keys);
    assert.deepEqual(asked, {
      status: 1,
      stdout: "",
      stderr: [
        `${keys}: ${keys} has no rotation function that could tell whether version ${before} still works`,
        "nothing was changed: make sure that the old value works, and answer with yes or give --yes",
        "",
      ].join("\n"),
    });
    assert.equal(await current("api-keys"), taken);
    const agreed = await run("--secret", keys, "--yes");
    assert.deepEqual([agreed.status, agreed.stdout], [0, `${keys}: rolled back to version ${before}\n`]);
    const labels = await service.labels("api-keys");
    assert.deepEqual([labels[before], labels[taken]], [settled, ["AWSPREVIOUS"]]);
  });

  it("asks which secret is meant", async () => {
    await service.put("api-keys", { STRIPE_API_KEY: secretText() });
    await service.deployed("api-keys");
    assert.deepEqual(await run(), {
      status: 1,
      stdout: "",
      stderr: `several secrets of ${name} have a version before: say with --secret which of ${keys}, ${config}\n`,
    });
  });

  it("leaves everything as it was where somebody else has put a value meanwhile", async () => {
    const version = randomUUID();
    const deployed = await current("api-keys");
    proxy.hooks.before = async (call) => {
      if (fieldOf(call, "VersionStage") !== "AWSCURRENT") return undefined;
      proxy.hooks = {};
      await service.put("api-keys", { STRIPE_API_KEY: secretText() }, version);
      return undefined;
    };
    const { status, stdout, stderr } = await run("--secret", keys, "--yes");
    assert.deepEqual({ status, stdout }, { status: 1, stdout: "" });
    assert.match(
      stderr,
      new RegExp(`\n${keys} was changed by somebody else meanwhile, and was left as it is: try again\n$`),
    );
    assert.equal(await service.deployed("api-keys"), version);
    assert.deepEqual((await service.labels("api-keys"))[deployed], ["AWSPREVIOUS"]);
  });

  for (const label of ["ROLLBACK=", "ROLLED_BACK", "AWSCURRENT"]) {
    it(`goes on where Ctrl-C has ended it after ${label} was moved`, async () => {
      const before = await current("api-keys");
      await service.put("api-keys", { STRIPE_API_KEY: secretText() });
      const taken = await service.deployed("api-keys");
      const { status, stderr } = await start("rollback", "--secret", keys, "--yes").interruptedAt(
        proxy,
        "after",
        ({ body }) => body.includes(`"${label}`),
      );
      assert.equal(status, 130);
      assert.match(
        stderr,
        /\ninterrupted; the service runs, with one of both values\. Give the same command again to go on\n$/,
      );
      const again = await run("--secret", keys, "--yes");
      assert.deepEqual([again.status, again.stdout], [0, `${keys}: rolled back to version ${before}\n`]);
      const labels = await service.labels("api-keys");
      assert.deepEqual([labels[before], labels[taken]], [settled, ["AWSPREVIOUS"]]);
    });
  }

  it("takes its word back where the old version is retired just then", async () => {
    await service.put("api-keys", { STRIPE_API_KEY: secretText() });
    await service.deployed("api-keys");
    const before = await current("api-keys");
    await service.holdRollouts();
    const taken = randomUUID();
    await service.put("api-keys", { STRIPE_API_KEY: secretText() }, taken);
    proxy.hooks.before = async ({ body }) => {
      if (!body.includes('"AWSCURRENT"')) return undefined;
      proxy.hooks = {};
      await service.releaseRollouts(); // which finishes, and then looks at what was moved
      await service.deployed("api-keys");
      return undefined;
    };
    const { status, stdout, stderr } = await run("--secret", keys, "--yes");
    assert.deepEqual({ status, stdout }, { status: 1, stdout: "" });
    assert.match(
      stderr,
      new RegExp(
        `\nthe rollout of version ${taken} was finished meanwhile, and version ${before} retired: AWSCURRENT is version ${taken} again\n$`,
      ),
    );
    assert.equal(await service.deployed("api-keys"), taken);
  });

  it("is done where the service's rollout is held because of another secret", async () => {
    const before = await current("api-keys");
    await service.put("api-keys", { STRIPE_API_KEY: secretText() });
    await service.deployed("api-keys");
    await service.holdRollouts();
    await service.put("config", { API_KEY: secretText(), API_KEY_ID: "no key's" });
    proxy.hooks.after = async (call) => {
      if (call.body.includes('"AWSCURRENT"')) await service.releaseRollouts();
    };
    const { status, stdout } = await run("--secret", keys, "--yes", "--json");
    const report = JSON.parse(stdout) as { outcome: string; rollout: { state: string } };
    assert.deepEqual([report.outcome, report.rollout.state, status], ["rolled back", "held", 0]);
    assert.deepEqual((await service.labels("api-keys"))[before], settled);
    assert.ok((await service.labels("config"))[await current("config")]?.includes("HELD"));
  });
});
