import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { z } from "zod";

import { commandFile } from "../support/command-file";

const root = resolve(__dirname, "..", "..");

/** Runs the command as `npm run secrets` does. */
function run(...args: string[]) {
  const command = ["-r", "ts-node/register/transpile-only", "operations/secrets.ts", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8" });
  return { status, stdout, stderr };
}

const cell = z.strictObject({ allowed: z.boolean(), because: z.array(z.string()).min(1) });
const matrixSchema = z.strictObject({
  secrets: z.array(z.strictObject({ name: z.string(), environment: z.string(), arn: z.string() })),
  rows: z.array(
    z.strictObject({
      principal: z.string(),
      arn: z.string(),
      secrets: z.array(
        z.strictObject({
          secret: z.string(),
          read: cell,
          update: cell,
          delete: cell,
          changePolicy: cell,
          decryptThroughSecretsManager: cell,
          decryptDirectly: cell,
        }),
      ),
    }),
  ),
});

describe("npm run secrets", function () {
  this.timeout(120_000); // each run of the command compiles it
  let scratch: string;
  before(() => (scratch = mkdtempSync(join(tmpdir(), "secrets-"))));
  after(() => {
    rmSync(scratch, { recursive: true });
  });

  it("access shows the matrix of the shipped stacks, and exits 0", () => {
    const { status, stdout, stderr } = run("access", "--env", "prod");
    const lines = stdout.split("\n");
    assert.deepEqual(lines.slice(0, 4), [
      "Secrets",
      "  1  auth-service-prod-config",
      "  2  notification-service-prod-credentials",
      "  3  payment-service-prod-api-keys",
    ]);
    const row = (principal: string) =>
      lines.find((line) => line.startsWith(`  ${principal} `))?.split(/ {2,}/);
    assert.deepEqual(row("payment-service-prod-execution"), [
      "",
      "payment-service-prod-execution",
      "-",
      "-",
      "R...k.",
    ]);
    assert.deepEqual(row("undeclared, AdministratorAccess"), [
      "",
      "undeclared, AdministratorAccess",
      "-",
      "-",
      "-",
    ]);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
  });

  it("access --json prints one document with the reasons and nothing else", () => {
    const { status, stdout } = run("access", "--json");
    const { secrets, rows } = matrixSchema.parse(JSON.parse(stdout));
    assert.deepEqual(
      secrets.map(({ environment }) => environment),
      ["prod", "prod", "prod", "stage", "stage", "stage", "test", "test", "test"],
    );
    assert.ok(rows.every((row) => row.secrets.length === secrets.length));
    assert.equal(status, 0);
  });

  it("access says what is wrong in a stack's configuration, as the program does, and exits 2", () => {
    writeFileSync(join(scratch, "Pulumi.yaml"), `name: secret-backed-services\nmain: ${root}\n`);
    writeFileSync(
      join(scratch, "Pulumi.test.yaml"),
      JSON.stringify({ config: { "aws:region": "eu-west-1", network: { create: {} }, servises: [] } }),
    );
    const { status, stdout, stderr } = run("access", "--cwd", scratch);
    assert.deepEqual({ status, stdout }, { status: 2, stdout: "" });
    assert.match(stderr, /^stack "test" has \d+ problems in its configuration:\n {2}- /);
    assert.match(stderr, /\n {2}- servises is not a setting: did you mean services\?\n/);
    assert.doesNotMatch(stderr, /\n +at /);
  });

  const refusals: [string, string[], string][] = [
    [
      "a folder without stacks",
      ["access", "-C", tmpdir()],
      `there is no stack's file in ${tmpdir()}: name the project's folder with --cwd\n`,
    ],
    [
      "another environment",
      ["access", "--env", "dev"],
      "error: option '-e, --env <environment>' argument 'dev' is invalid. Allowed choices are prod, stage, test.\n",
    ],
    [
      "a time that it cannot read",
      ["history", "--since", "yesterday"],
      '--since must be minutes, hours or days up to 90d, such as 30m, 24h or 7d (got "yesterday")\n',
    ],
    [
      "a secret that no stack declares",
      ["history", "--env", "prod", "--service", "auth", "--secret", "auth-service-prod-config"],
      "no stack declares a secret with --env prod and --service auth and --secret auth-service-prod-config: `secrets access` lists them all\n",
    ],
    ["another command", ["acess"], "error: unknown command 'acess'\n(Did you mean access?)\n"],
  ];
  for (const [what, args, message] of refusals) {
    it(`refuses ${what} in a line, and exits 2`, () => {
      assert.deepEqual(run(...args), { status: 2, stdout: "", stderr: message });
    });
  }

  it("tells of each command what it does, its flags, an example and its exit codes", () => {
    const help = (...args: string[]) =>
      spawnSync(process.execPath, [commandFile(), ...args, "--help"], { encoding: "utf8" });
    const { stdout } = help();
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) (?:\[|<)/gm)].map(([, name = ""]) => name);
    assert.deepEqual(commands, [
      ...[
        "status",
        "doctor",
        "history",
        "set",
        "unset",
        "import",
        "diff",
        "versions",
        "rotate",
        "rollback",
        "access",
      ],
      "help",
    ]);
    for (const name of commands.filter((command) => command !== "help")) {
      const shown = help(name);
      assert.equal(shown.status, 0);
      const flags = [...shown.stdout.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag]) => flag);
      for (const flag of ["--env", "--region", "--profile", "--json", "--yes", "--no-color", "--help"]) {
        assert.ok(flags.includes(flag), `${name} ${flag}`);
      }
      const example = new RegExp(
        `\\nExample:\\n {2}npm run -s secrets -- ${name}( .+)? --env (prod|stage|test)`,
      );
      assert.match(shown.stdout, example);
      assert.match(
        shown.stdout,
        /\n\nExits 0 when all is well, 1 when .+, 2 on .+ and 130 when interrupted\.\n$/s,
      );
    }
  });

  it("runs from any folder, as its link in another one's bin does", () => {
    const link = join(scratch, "secrets");
    symlinkSync(join(root, "bin", "secrets.mjs"), link);
    const { status, stdout, stderr } = spawnSync(link, ["status", "--help"], {
      cwd: scratch,
      encoding: "utf8",
    });
    assert.match(stdout, /^Usage: secrets status \[options\] \[service\]\n/);
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
  });
});
