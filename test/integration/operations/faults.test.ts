import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DeleteSecretCommand } from "@aws-sdk/client-secrets-manager";

import { AwsProxy } from "../../support/aws-proxy";
import { DeclaredSecret } from "../../support/declared-secret";
import { commandLines, RunningCommand } from "../../support/running-command";
import { secretText } from "../../support/secret-text";

/** What can go wrong around any command that asks AWS, whatever it does. */
describe("every command of secrets", function () {
  this.timeout(120_000);
  const value = secretText();
  const values = { API_KEY: secretText() };
  let secret: DeclaredSecret;
  let proxy: AwsProxy;
  const folder = mkdtempSync(join(tmpdir(), "faults-"));
  const envFile = join(folder, ".env");
  before(async () => {
    writeFileSync(envFile, `API_KEY=${value}\n`);
    proxy = await new AwsProxy().start();
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await proxy.stop();
  });
  beforeEach(async () => {
    proxy.hooks = {};
    proxy.calls.length = 0;
    secret = new DeclaredSecret();
    await secret.create(values, "API_KEY:manual");
  });

  const serviceOf = ({ name }: DeclaredSecret) => name.replace(/-test-api-keys$/, "");
  const commands: [string, (of: DeclaredSecret) => string[]][] = [
    ["status", (of) => ["status", serviceOf(of)]],
    ["doctor", (of) => ["doctor", serviceOf(of)]],
    ["history", () => ["history", "--since", "1h"]],
    ["set", ({ name }) => ["set", name, "API_KEY", "--no-rollout"]],
    ["unset", ({ name }) => ["unset", name, "OLD_KEY", "--yes"]],
    ["import", ({ name }) => ["import", name, "--from", "/dev/null", "--dry-run"]],
    ["diff", ({ name }) => ["diff", name, "--from", "AWSCURRENT"]],
    ["versions", ({ name }) => ["versions", name, "--no-callers"]],
    ["rotate", (of) => ["rotate", serviceOf(of), "--secret", of.name]],
    ["rollback", (of) => ["rollback", serviceOf(of), "--secret", of.name]],
  ];
  const run = (args: string[], environment: NodeJS.ProcessEnv = {}) =>
    new RunningCommand([...args, "--env", "test"], `API_KEY=${value}`, environment).end();

  /** How each command ends when AWS throttles its first two requests, and when it throttles all. They wait between them, so all wait together. */
  const throttled = new Map<string, Record<"twice" | "always", Awaited<ReturnType<typeof run>>>>();
  before(async () => {
    await Promise.all(commands.map(async ([name, args]) => throttled.set(name, await throttle(args))));
  });

  async function throttle(args: (of: DeclaredSecret) => string[]) {
    const own = new DeclaredSecret();
    await own.create(values, "API_KEY:manual");
    const throttling = await new AwsProxy().start();
    const environment = { AWS_ENDPOINT_URL: throttling.endpoint };
    let refusals = 2;
    throttling.hooks.before = () => refusals-- > 0;
    const twice = await run(args(own), environment);
    throttling.hooks.before = () => true;
    const always = await run(args(own), environment);
    await throttling.stop();
    return { twice, always };
  }

  for (const [name, args] of commands) {
    const ofSecret = !["status", "doctor", "history"].includes(name);

    it(`${name} says what is wrong with credentials, Region and connection, and exits 2`, async () => {
      const HOME = "/nonexistent";
      const faults: [NodeJS.ProcessEnv, RegExp][] = [
        [
          { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, HOME },
          /^found no AWS credentials: sign in .+\n$/,
        ],
        [{ AWS_ENDPOINT_URL: "http://127.0.0.1:1" }, /^cannot reach AWS \(ECONNREFUSED\): .+\n$/],
      ];
      const ofRegion: typeof faults = [
        [{ AWS_REGION: undefined, HOME }, /^found no AWS Region: give --region, or set AWS_REGION\n$/],
        [
          { AWS_REGION: "eu-west-3" },
          ofSecret
            ? /^found no secret .+ in this account and Region: .+\n$/
            : /^found no secret of service \S+: the services with secrets are none\n$/,
        ],
      ];
      const all = name === "history" ? faults : [...faults, ...ofRegion]; // the stacks tell their Regions
      const ends = await Promise.all(
        all.map(async ([environment, message]) => ({ message, ...(await run(args(secret), environment)) })),
      );
      for (const { message, status, stdout, stderr } of ends) {
        assert.match(stderr, message);
        assert.deepEqual({ status, stdout }, { status: 2, stdout: "" });
      }
    });

    it(`${name} asks again where AWS throttles it, and gives up in the end`, () => {
      const ends = throttled.get(name);
      assert.ok(ends);
      assert.doesNotMatch(ends.twice.stderr, /throttles/);
      assert.deepEqual(ends.always, {
        status: 2,
        stdout: "",
        stderr: "AWS throttles the requests and went on doing so: try again in a minute\n",
      });
    });

    if (!ofSecret) continue;
    it(`${name} refuses a secret that waits for its deletion, and says how it comes back`, async () => {
      await secret.client.send(new DeleteSecretCommand({ SecretId: secret.arn, RecoveryWindowInDays: 7 }));
      const { status, stdout, stderr } = await run(args(secret));
      assert.match(
        stderr,
        new RegExp(
          `^${secret.name} waits for its deletion since \\S+Z: aws secretsmanager restore-secret --secret-id ${secret.name} brings it back\n$`,
        ),
      );
      assert.deepEqual({ status, stdout }, { status: 2, stdout: "" });
    });
  }

  it("access needs nothing of AWS, neither credentials nor a Region nor a connection", async () => {
    const without = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_REGION: undefined };
    const { status, stdout, stderr } = await run(["access"], {
      ...without,
      HOME: "/nonexistent",
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
    });
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    assert.match(stdout, /auth-service-test-config/);
  });

  for (const [name, args, input] of [
    ["set", () => ["set", secret.name, "API_KEY", "--no-rollout"], value],
    ["unset", () => ["unset", secret.name, "OLD_KEY", "--yes"], ""],
    ["import", () => ["import", secret.name, "--from", envFile, "--yes", "--no-rollout"], `API_KEY=${value}`],
  ] as const) {
    it(`${name} leaves alone what somebody else puts meanwhile`, async () => {
      await secret.put({ ...values, OLD_KEY: secretText() });
      const theirs = { API_KEY: secretText() };
      proxy.hooks.after = async ({ operation }) => {
        if (operation !== "PutSecretValue") return;
        proxy.hooks = {};
        await secret.put(theirs);
      };
      const command = new RunningCommand([...args(), "--env", "test"], input, {
        AWS_ENDPOINT_URL: proxy.endpoint,
      });
      const { status, stderr } = await command.end();
      assert.equal(
        stderr,
        `${secret.name} was changed by somebody else meanwhile, and was left as it is: try again\n`,
      );
      assert.equal(status, 2);
      assert.deepEqual(await secret.value(), theirs);
    });
  }

  it("set shows its value to nobody: not in its output, and not to ps", async () => {
    const seen: string[] = [];
    proxy.hooks.before = () => {
      seen.push(...commandLines());
      return undefined;
    };
    const command = ["set", secret.name, "API_KEY", "--no-rollout", "--env", "test"];
    const { status, stdout, stderr } = await new RunningCommand(command, value, {
      AWS_ENDPOINT_URL: proxy.endpoint,
    }).end();
    assert.equal(status, 0);
    assert.ok(seen.some((line) => line.includes(`set ${secret.name}`)));
    for (const hidden of [value, values.API_KEY])
      assert.ok(![stdout, stderr, ...seen].join("\n").includes(hidden));
  });
});
