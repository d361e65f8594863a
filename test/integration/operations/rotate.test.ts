import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { AwsProxy, fieldOf, type ProxiedCall } from "../../support/aws-proxy";
import { uniqueName } from "../../support/local-aws";
import { OperatedService } from "../../support/operated-service";
import { commandLines, RunningCommand } from "../../support/running-command";
import { secretText } from "../../support/secret-text";

const random = { strategy: "random" as const, length: 32, special: false };
const settled = ["AWSCURRENT", "DEPLOYED", "DEPLOYMENT"];

describe("secrets rotate", function () {
  this.timeout(300_000);
  const name = uniqueName("pay");
  let service: OperatedService;
  const [config, keys] = ["config", "api-keys"].map((type) => `${name}-test-${type}`) as [string, string];
  const first = {
    config: { JWT_SECRET: secretText(), API_KEY: secretText() },
    "api-keys": { STRIPE_API_KEY: secretText() },
  };
  let proxy: AwsProxy;
  before(async () => {
    proxy = await new AwsProxy().start();
    service = new OperatedService(name);
    await service.create({
      config: { values: first.config, strategies: { JWT_SECRET: random } },
      "api-keys": { values: first["api-keys"] },
    });
  });
  after(() => proxy.stop());
  beforeEach(() => (proxy.hooks = {}));

  const start = (args: string[], input = "") =>
    new RunningCommand(["rotate", name, "--env", "test", ...args], input, {
      AWS_ENDPOINT_URL: proxy.endpoint,
    });
  const run = (args: string[], input?: string) => start(args, input).end();
  const current = async (type: string) => (await service.versionWith(type, "AWSCURRENT")) ?? "";

  it("tells in a dry run what it would do, and does nothing", async () => {
    const before = [await service.labels("config"), await service.labels("api-keys")];
    const { status, stdout, stderr } = await run(["--dry-run"]);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    assert.deepEqual(stdout.split("\n"), [
      "1/5 create new credentials",
      `    ${keys}: new STRIPE_API_KEY, which you give`,
      `    ${config}: new JWT_SECRET, by its strategy random`,
      `    ${config}: new API_KEY, which you give`,
      "2/5 update the secret value",
      "3/5 deploy the updated service",
      "4/5 verify that every task has the new value",
      "5/5 remove the old credentials",
      "The rollout function would now: do nothing (up to date)",
      "Nothing was changed.",
      "",
    ]);
    assert.deepEqual([await service.labels("config"), await service.labels("api-keys")], before);
  });

  it("takes the keys with a strategy through all steps, and shows no value, not even to ps", async () => {
    const before = await service.values("config");
    const seen: string[] = [];
    proxy.hooks.before = () => void seen.push(...commandLines());
    const { status, stdout, stderr } = await run(["--secret", config, "--keep-manual", "--json"]);
    const version = await current("config");
    const values = await service.values("config");
    assert.deepEqual(stderr.split("\n"), [
      "1/5 create new credentials",
      `    ${config}: ${name}-test-rotation makes JWT_SECRET in version ${version}`,
      "2/5 update the secret value",
      `    ${config}: AWSCURRENT is version ${version}`,
      "3/5 deploy the updated service",
      "4/5 verify that every task has the new value",
      "5/5 remove the old credentials",
      "    every task runs with AWSCURRENT",
      "",
    ]);
    const [previous = ""] = Object.keys(await service.labels("config")).filter((id) => id !== version);
    const report = JSON.parse(stdout) as { rollout: Record<string, unknown> };
    assert.deepEqual(
      { ...report, rollout: report.rollout.state },
      {
        service: name,
        environment: "test",
        rollout: "up to date",
        secrets: [{ secret: config, before: previous, current: version, outcome: "finished" }],
      },
    );
    assert.equal(status, 0);
    assert.deepEqual(await service.labels("config"), { [previous]: ["AWSPREVIOUS"], [version]: settled });
    assert.notEqual(values.JWT_SECRET, before.JWT_SECRET);
    assert.equal(values.API_KEY, before.API_KEY);
    assert.ok(seen.some((line) => line.includes(`rotate ${name}`)));
    const texts = [stdout, stderr, ...seen].join("\n");
    for (const value of [...Object.values(values), ...Object.values(before)])
      assert.ok(!texts.includes(value));
  });

  it("rotates all secrets of the service, with what a person gives in a file", async () => {
    const given = { API_KEY: secretText(), STRIPE_API_KEY: secretText() };
    const folder = mkdtempSync(join(tmpdir(), "rotate-"));
    writeFileSync(
      join(folder, "new.env"),
      `API_KEY=${given.API_KEY}\nSTRIPE_API_KEY=${given.STRIPE_API_KEY}\n`,
    );
    const { status, stdout, stderr } = await run(["--from-file", join(folder, "new.env")]);
    rmSync(folder, { recursive: true });
    const [configVersion, keysVersion] = [await current("config"), await current("api-keys")];
    assert.deepEqual(stdout.split("\n"), [
      `${keys}: finished, version ${keysVersion}: every task runs with it, and the version before is retired`,
      `${config}: finished, version ${configVersion}: every task runs with it, and the version before is retired`,
      "",
    ]);
    assert.equal(status, 0);
    assert.equal((await service.values("config")).API_KEY, given.API_KEY);
    assert.deepEqual(await service.values("api-keys"), { STRIPE_API_KEY: given.STRIPE_API_KEY });
    for (const type of ["config", "api-keys"]) {
      assert.deepEqual((await service.labels(type))[await current(type)], settled);
    }
    for (const value of Object.values(given)) assert.ok(!(stdout + stderr).includes(value));
  });

  const refusals: [string, string[], string, number, (version: string) => string][] = [
    [
      "nothing given by hand",
      ["--secret", keys],
      "",
      2,
      () => "standard input holds no variable: it must have lines of the form KEY=value",
    ],
    [
      "a key with a strategy",
      ["--secret", config],
      "JWT_SECRET=x",
      2,
      () => "JWT_SECRET is rotated by its strategy random: the keys that are rotated by hand are API_KEY",
    ],
    [
      "a key that is none",
      ["--secret", config],
      "OTHER=x",
      2,
      () => "OTHER is no key: the keys that are rotated by hand are API_KEY",
    ],
    [
      "a value for nobody",
      ["--secret", config, "--keep-manual", "--from-file", "-"],
      "API_KEY=x",
      2,
      () => "nobody has to give a value here: leave out --from-file -",
    ],
    [
      "to leave all that there is",
      ["--secret", keys, "--keep-manual"],
      "",
      1,
      () => "--keep-manual leaves nothing to rotate: every key is rotated by hand",
    ],
    [
      "to go on with nothing",
      ["--resume"],
      "",
      1,
      () => `there is no unfinished rotation of ${name}: leave out --resume to begin one`,
    ],
    [
      "to take up nothing",
      ["--secret", config, "--from", "update"],
      "",
      1,
      () => `${config} has no new credentials that an unfinished rotation has made: leave out --from`,
    ],
    [
      "a secret of another service",
      ["--secret", "other-test-config"],
      "",
      2,
      () =>
        "found no secret other-test-config in this account and Region: secrets status --env test lists those that are there",
    ],
    [
      "another step",
      ["--from", "retire"],
      "",
      2,
      () =>
        "error: option '--from <step>' argument 'retire' is invalid. Allowed choices are create, update, deploy, verify, remove.",
    ],
  ];
  for (const [what, args, input, status, message] of refusals) {
    it(`refuses ${what}, and changes nothing`, async () => {
      const before = [await service.labels("config"), await service.labels("api-keys")];
      const version = await current("config");
      assert.deepEqual(await run(args, input), { status, stdout: "", stderr: `${message(version)}\n` });
      assert.deepEqual([await service.labels("config"), await service.labels("api-keys")], before);
    });
  }

  /** Where Ctrl-C is pressed: the step that is shown then, and the call before or after which. */
  const moments: [string, "before" | "after", string, (call: ProxiedCall) => boolean][] = [
    [
      "1/5 create new credentials",
      "before",
      "the rotation is asked for",
      ({ operation }) => operation === "RotateSecret",
    ],
    [
      "1/5 create new credentials",
      "after",
      "the rotation was asked for",
      ({ operation }) => operation === "RotateSecret",
    ],
    [
      "2/5 update the secret value",
      "after",
      "a person's value was written",
      ({ operation }) => operation === "PutSecretValue",
    ],
    ["2/5 update the secret value", "after", "it was made current", (call) => moves(call, "AWSCURRENT")],
    ["3/5 deploy the updated service", "before", "the rollout is asked for", isRollout],
    ["3/5 deploy the updated service", "after", "the rollout has begun", isRollout],
    [
      "5/5 remove the old credentials",
      "before",
      "the journal is closed",
      (call) => moves(call, "ROTATION") && !fieldOf(call, "MoveToVersionId"),
    ],
  ];
  for (const [step, when, what, isIt] of moments) {
    it(`goes on where Ctrl-C has ended it in step ${step}, ${when} ${what}`, async () => {
      const value = secretText();
      const before = await service.values("config");
      const { status, stdout, stderr } = await start(["--secret", config], `API_KEY=${value}`).interruptedAt(
        proxy,
        when,
        isIt,
      );
      assert.deepEqual({ status, stdout }, { status: 130, stdout: "" });
      assert.deepEqual(stderr.split("\n").slice(-4), [
        "",
        `interrupted in step ${step}; the service runs, with the old or the new value.`,
        `Go on with: secrets rotate ${name} --secret ${config} --env test --resume`,
        "",
      ]);
      proxy.hooks = {};
      const again = await run(["--secret", config], `API_KEY=${value}`);
      assert.match(
        again.stderr,
        new RegExp(`^a rotation of ${config} that began at \\S+Z is unfinished \\(.+\\): give --resume\n$`),
      );
      assert.equal(again.status, 1);
      const resumed = await run(["--secret", config, "--resume"], `API_KEY=${value}`);
      const version = await current("config");
      assert.equal(
        resumed.stdout,
        `${config}: finished, version ${version}: every task runs with it, and the version before is retired\n`,
        resumed.stderr,
      );
      const labels = await service.labels("config");
      assert.deepEqual(labels[version], settled);
      assert.ok(Object.values(labels).every((own) => own.every((label) => !/ROTATION|WRITTEN/.test(label))));
      const after = await service.values("config");
      assert.equal(after.API_KEY, value);
      assert.notEqual(after.JWT_SECRET, before.JWT_SECRET);
    });
  }

  it("leaves alone what somebody else has put meanwhile, and says so when it is to go on", async () => {
    const version = randomUUID();
    proxy.hooks.after = async ({ operation }) => {
      if (operation !== "PutSecretValue") return;
      proxy.hooks = {};
      await service.put("api-keys", { STRIPE_API_KEY: secretText() }, version);
    };
    const { status, stdout, stderr } = await run(["--secret", keys], `STRIPE_API_KEY=${secretText()}`);
    assert.deepEqual({ status, stdout }, { status: 2, stdout: "" });
    assert.match(
      stderr,
      new RegExp(`\n${keys} was changed by somebody else meanwhile, and was left as it is: try again\n$`),
    );
    assert.equal(await current("api-keys"), version);
    const resumed = await run(["--resume"]);
    assert.equal(
      resumed.stdout,
      `${keys}: overtaken, version ${version}: somebody else has made another version current meanwhile\n`,
    );
    assert.equal(resumed.status, 1);
    assert.deepEqual((await service.labels("api-keys"))[version], settled);
  });

  it("says what the rotation function says of a step that failed, and goes on when it works again", async () => {
    const before = await current("config");
    await service.breakRotation("config");
    const { status, stdout, stderr } = await run(["--secret", config, "--keep-manual"]);
    assert.deepEqual({ status, stdout }, { status: 1, stdout: "" });
    assert.deepEqual(stderr.split("\n").slice(-3), [
      `the rotation of ${config} failed in createSecret of ${name}-test-rotation: STRATEGIES declares no strategies for ${config}`,
      "AWSCURRENT is as it was, and the service goes on with it. Secrets Manager tries again by itself; --resume does so at once.",
      "",
    ]);
    assert.equal(await current("config"), before);
    await service.mendRotation("config", { JWT_SECRET: random });
    assert.equal((await run(["--secret", config, "--resume"])).status, 0);
    assert.deepEqual((await service.labels("config"))[await current("config")], settled);
  });

  it("waits for Secrets Manager where that goes on by itself with the rotation, and refuses to begin it anew", async () => {
    await service.breakRotation("config");
    assert.equal((await run(["--secret", config, "--keep-manual"])).status, 1);
    await service.mendRotation("config", { JWT_SECRET: random });
    proxy.hooks.before = async (call) => {
      if (call.operation !== "RotateSecret") return undefined;
      await service.rotate("config", fieldOf(call, "ClientRequestToken"));
      return "InvalidRequestException";
    };
    const { status, stderr } = await run(["--secret", config, "--resume"]);
    const [note] = stderr.split("\n").slice(2);
    assert.equal(note, `    ${config}: Secrets Manager has begun it already, and goes on by itself`);
    assert.equal(status, 0);
    assert.deepEqual((await service.labels("config"))[await current("config")], settled);
  });

  it("says why Secrets Manager refuses a rotation that it has not begun", async () => {
    proxy.hooks.before = ({ operation }) =>
      operation === "RotateSecret" ? "InvalidRequestException" : undefined;
    const { status, stderr } = await run(["--secret", config, "--keep-manual"]);
    assert.match(stderr, /InvalidRequestException: refused by the test/);
    assert.equal(status, 2);
    proxy.hooks = {};
    assert.equal((await run(["--secret", config, "--resume"])).status, 0);
  });

  it("takes up with --from what others have begun", async () => {
    await service.put("api-keys", { STRIPE_API_KEY: secretText() });
    const { status, stderr } = await run(["--secret", keys, "--from", "deploy"]);
    assert.equal(stderr.split("\n")[0], "3/5 deploy the updated service");
    assert.equal(status, 0);
    assert.deepEqual((await service.labels("api-keys"))[await current("api-keys")], settled);
  });

  it("says that a version was taken back with which the tasks do not start, and exits 1", async () => {
    const before = await current("config");
    let version = "";
    proxy.hooks.before = async (call) => {
      if (call.operation === "RotateSecret")
        await service.exitWith((version = fieldOf(call, "ClientRequestToken")));
      return undefined;
    };
    const { status, stdout } = await run(["--secret", config, "--keep-manual"]);
    assert.deepEqual(stdout.split("\n"), [
      `${config}: rolled back, version ${before}: its deployment failed and was rolled back; the version before is current again, and works`,
      `rolled back: version ${version} of ${config} was taken back`,
      "",
    ]);
    assert.equal(status, 1);
    assert.deepEqual((await service.labels("config"))[version], ["AWSPREVIOUS", "ROLLED_BACK"]);
    proxy.hooks = {};
    assert.equal((await run(["--secret", config, "--keep-manual"])).status, 0);
  });

  function moves(call: ProxiedCall, label: string): boolean {
    return call.operation === "UpdateSecretVersionStage" && fieldOf(call, "VersionStage").startsWith(label);
  }

  function isRollout({ operation, body }: ProxiedCall): boolean {
    return operation === "Invoke" && body.includes('"service"');
  }
});
