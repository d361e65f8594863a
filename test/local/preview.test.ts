import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { parse as parseYaml, stringify } from "yaml";
import { z } from "zod";

import { type PreviewDocument, previewSchema } from "../../local/offline/preview/preview-document";
import { policies } from "../../policy-pack/policies/index";
import { exception } from "../policy-pack/exceptions";
import { sarifProblems } from "../support/sarif";

const root = resolve(__dirname, "..", "..");
const fixture = dirname(require.resolve("./offline/fixture/project/index"));

/** The parts of a SARIF log that are looked at here. */
const locationSchema = z.object({ physicalLocation: z.record(z.string(), z.unknown()) });
const resultSchema = z.object({ ruleId: z.string(), locations: z.tuple([locationSchema]) });
const driverSchema = z.object({ rules: z.array(z.object({ id: z.string() })) });
const runSchema = z.object({ results: z.array(resultSchema), tool: z.object({ driver: driverSchema }) });
const sarifSchema = z.object({ runs: z.tuple([runSchema]) });

/** Runs the command as `npm run preview` does. */
function run(...args: string[]) {
  const command = ["-r", "ts-node/register/transpile-only", "local/preview.ts", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8" });
  return { status, stdout, stderr };
}

const runFixture = (...args: string[]) => run(...args, "--cwd", fixture);

function parse(stdout: string): PreviewDocument {
  return previewSchema.parse(JSON.parse(stdout));
}

describe("npm run preview", function () {
  this.timeout(120_000);

  it("prints tree, violations, missing first values and summary, and exits 1 on a mandatory violation", () => {
    const { status, stdout, stderr } = runFixture("prod");
    assert.deepEqual(stdout.replace(/[\d.]+ s\n$/, "0 s\n").split("\n"), [
      "Stack fixture-prod",
      "├─ awsx:ec2:Vpc network [one node here: its children are made by the awsx provider]",
      "└─ Service auth-service",
      "   ├─ aws:secretsmanager:Secret auth-service [protected, retained]",
      "   ├─ aws:secretsmanager:SecretRotation auth-service",
      "   ├─ aws:secretsmanager:SecretVersion auth-service",
      "   └─ random:RandomPassword auth-service",
      "",
      "Service auth-service: 1 mandatory, 0 advisory",
      "  mandatory aws:secretsmanager:Secret auth-service (secret-name-follows-convention, high)",
      '    name "auth-service-stage-config" is of environment stage, the stack of prod: name it "auth-service-prod-config"',
      "",
      "First values that a person must supply before the stack can be deployed (unknown here):",
      "  pulumi config set --secret --stack prod auth-service-prod-config.API_KEY",
      "",
      "Summary",
      "  6 resources: aws:secretsmanager 3, awsx:ec2 1, components 1, random 1",
      `  ${policies.length} policies: 1 mandatory, 0 advisory`,
      "  not shown: what the provider makes within awsx:ec2:Vpc",
      "  unknown here, being encrypted: fixture:auth-service-prod-config.MONGODB_URI",
      "  nothing was asked of AWS: account 123456789012 stands for the real one, computed values are unknown",
      "  0 s",
      "",
    ]);
    assert.equal(stderr, "the program prints\n");
    assert.equal(status, 1);
  });

  it("prints one JSON document with secrets and unknown values masked, and exits 0 without a violation", () => {
    const { status, stdout } = runFixture("test", "--json");
    const document = parse(stdout);
    const urn = (type: string, name: string) => `urn:pulumi:test::fixture::${type}::${name}`;
    const secretUrn = urn("fixture:components:Service$aws:secretsmanager/secret:Secret", "auth-service");
    assert.deepEqual(
      document.resources.find(({ type }) => type === "aws:secretsmanager/secret:Secret"),
      {
        type: "aws:secretsmanager/secret:Secret",
        name: "auth-service",
        urn: secretUrn,
        parent: urn("fixture:components:Service", "auth-service"),
        custom: true,
        remote: false,
        inputs: {
          name: "auth-service-test-config",
          kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000000",
          tags: { Environment: "test" },
        },
        protect: true,
        retainOnDelete: true,
        ignoreChanges: [],
        dependencies: [],
      },
    );
    const version = document.resources.find(({ type }) => type.endsWith(":SecretVersion"));
    assert.deepEqual(version?.inputs, { secretId: "[unknown]", secretString: "[secret]" });
    assert.deepEqual(version.dependencies, [secretUrn]);
    const { seconds, ...summary } = document.summary;
    assert.deepEqual(summary, {
      resources: 6,
      byGroup: { "aws:secretsmanager": 3, "awsx:ec2": 1, components: 1, random: 1 },
      policies: policies.length,
      mandatory: 0,
      advisory: 0,
      exceptions: 0,
    });
    assert.ok(seconds > 0);
    assert.deepEqual(document.missingFirstValues, []);
    assert.equal(status, 0);
  });

  it("lets pass what the stack's file excepts, in every form of the output, and exits 0 even with --fail-on advisory", () => {
    const folder = mkdtempSync(join(tmpdir(), "exceptions-"));
    try {
      const [stackFile, sarif] = [join(folder, "Pulumi.prod.yaml"), join(folder, "policies.sarif")];
      const declared = exception({
        policy: "secret-name-follows-convention",
        resource: "aws:secretsmanager/secret:Secret::auth-service",
      });
      const { config } = z
        .object({ config: z.record(z.string(), z.unknown()) })
        .parse(parseYaml(readFileSync(join(fixture, "Pulumi.prod.yaml"), "utf8")));
      const withException = { config: { ...config, "fixture:policyExceptions": [declared] } };
      writeFileSync(stackFile, stringify(withException).replace(/expires: "?([\d-]+)"?/, "expires: $1"));
      const args = ["prod", "--config-file", stackFile, "--fail-on", "advisory"];
      const { status, stdout } = runFixture(...args, "--json", "--sarif", sarif);
      const { violations, exceptions, summary } = parse(stdout);
      assert.deepEqual([status, violations, summary.exceptions], [0, [], 1]);
      assert.deepEqual(
        exceptions.map(({ policy, owner, expires }) => ({ policy, owner, expires })),
        [{ policy: declared.policy, owner: declared.owner, expires: declared.expires }],
      );
      assert.match(readFileSync(sarif, "utf8"), /"suppressions"/);
      assert.match(
        runFixture(...args).stdout,
        /\nExceptions in force:\n {2}excepted aws:secretsmanager:Secret /,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("writes the violations in SARIF too, at the service's line of the stack's file", () => {
    const folder = mkdtempSync(join(tmpdir(), "sarif-"));
    try {
      const file = join(folder, "policies.sarif");
      const { status, stdout } = runFixture("prod", "--json", "--sarif", file);
      const log: unknown = JSON.parse(readFileSync(file, "utf8"));
      assert.deepEqual(sarifProblems(log), []);
      const { results, tool } = sarifSchema.parse(log).runs[0];
      const uri = relative(root, join(fixture, "Pulumi.prod.yaml"));
      assert.deepEqual(
        results.map(({ ruleId, locations: [{ physicalLocation }] }) => [ruleId, physicalLocation]),
        parse(stdout).violations.map(({ policy }) => [
          policy,
          { artifactLocation: { uri, uriBaseId: "%SRCROOT%" }, region: { startLine: 4 } },
        ]),
      );
      assert.deepEqual(
        tool.driver.rules.map(({ id }) => id),
        policies.map(({ name }) => name),
      );
      assert.equal(status, 1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("names the stack's file by its URL where it lies outside of the folder that the command runs in", () => {
    const folder = mkdtempSync(join(tmpdir(), "sarif-"));
    try {
      const [file, stackFile] = [join(folder, "policies.sarif"), join(folder, "another.yaml")];
      copyFileSync(join(fixture, "Pulumi.prod.yaml"), stackFile);
      runFixture("prod", "--config-file", stackFile, "--sarif", file);
      const log: unknown = JSON.parse(readFileSync(file, "utf8"));
      assert.deepEqual(sarifProblems(log), []);
      const [result] = sarifSchema.parse(log).runs[0].results;
      assert.deepEqual(result?.locations[0].physicalLocation.artifactLocation, {
        uri: pathToFileURL(stackFile).href,
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("says which SARIF file it cannot write, and exits 2", () => {
    const file = join(fixture, "missing", "policies.sarif");
    const { status, stdout, stderr } = runFixture("prod", "--sarif", file);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.equal(
      stderr,
      `the program prints\ncannot write the SARIF file ${file} (ENOENT): name a file in a folder that exists\n`,
    );
  });

  it("prints the program's own complaint without a stack trace, and exits 2", () => {
    assert.deepEqual(runFixture("stage", "--json"), {
      status: 2,
      stdout: "",
      stderr: "failing must not be true\n",
    });
  });

  it("names the stacks there are in place of one that is not there", () => {
    assert.deepEqual(runFixture("dev"), {
      status: 2,
      stdout: "",
      stderr: `there is no stack "dev" in ${fixture}: take prod, stage, test\n`,
    });
  });

  it("refuses a wrong option with exit code 2", () => {
    assert.deepEqual(run("prod", "--jsn"), {
      status: 2,
      stdout: "",
      stderr: "error: unknown option '--jsn'\n(Did you mean --json?)\n",
    });
  });

  it("shows costs on demand only, after the violations, with what is assumed", () => {
    const { stdout } = runFixture("test", "--cost", "--assume", "networkGb=7", "--assume", "secretCalls=0");
    const lines = stdout.split("\n");
    assert.deepEqual(lines.slice(lines.findIndex((line) => line.startsWith("Cost"))).slice(0, 4), [
      "Cost in a month: USD, list prices of eu-west-1 of 2026-09-11; sources: --json",
      "  Shared                                                 0.40",
      "    secrets: 1 × 0.4 per secret                          0.40",
      "    calls of Secrets Manager: 0 × 0.05 per 10,000 calls  0.00",
    ]);
    assert.ok(lines.includes("  networkGb=7: GB through NAT gateways or interface endpoints"));
    assert.equal(parse(runFixture("test", "--json").stdout).cost, undefined);
  });

  it("refuses assumptions without --cost, and wrong ones, before anything runs", () => {
    assert.deepEqual(runFixture("test", "--assume", "networkGb=7"), {
      status: 2,
      stdout: "",
      stderr: "--assume is for --cost: add that, or leave both out\n",
    });
    assert.deepEqual(runFixture("test", "--cost", "--assume", "networkGb=lots"), {
      status: 2,
      stdout: "",
      stderr: '--assume networkGb must be a number of 0 or more, as in networkGb=10 (got "networkGb=lots")\n',
    });
  });

  it("prints the JSON schema of its document", () => {
    const { status, stdout } = run("--json-schema");
    assert.deepEqual(JSON.parse(stdout), JSON.parse(JSON.stringify(z.toJSONSchema(previewSchema))));
    assert.equal(status, 0);
  });

  /**
   * Cost of the shipped stacks in a month, at the prices of eu-west-1. Worked out by hand; in prod, for example, the shared
   * part is 3 NAT gateways with an address each 730 × 3 × (0.048 + 0.005) = 116.07, 100 GB × 0.048 = 4.80, the key 1, its calls
   * 2 × 0.03 = 0.06, 1.2 GB of logs × (0.57 + 12 months × 0.03) = 1.12, a GB of files for 400 / 30.42 months × 0.023 = 0.30,
   * 6 counts and 24 ages × 0.3 = 9, 10 alarms 1, the dashboard 3 and 2 functions 2 × (0.002 + 2500 × 0.0000133334) = 0.07.
   */
  const costs: Record<string, { parts: Record<string, string>; total: string }> = {
    prod: {
      parts: {
        shared: "136.42",
        "auth-service": "115.53 to 439.89",
        "notification-service": "43.09",
        "payment-service": "139.41",
      },
      total: "434.45 to 758.81",
    },
    stage: {
      parts: {
        shared: "58.24",
        "auth-service": "41.77",
        "notification-service": "14.41",
        "payment-service": "41.44",
      },
      total: "155.86",
    },
    test: {
      parts: {
        shared: "79.99",
        "auth-service": "14.74",
        "notification-service": "14.41",
        "payment-service": "14.41",
      },
      total: "123.55",
    },
  };
  const dollars = ({ min, max }: { min: number; max: number }) =>
    min === max ? min.toFixed(2) : `${min.toFixed(2)} to ${max.toFixed(2)}`;

  for (const [stack, expected] of Object.entries(costs)) {
    it(`finds no violation in ${stack}, and knows what it costs`, () => {
      const { status, stdout, stderr } = run(stack, "--json", "--cost");
      assert.equal(stderr, "");
      const { violations, resources, cost } = parse(stdout);
      assert.deepEqual(violations, []);
      assert.ok(cost);
      const parts = cost.parts.map(
        ({ service, monthly }) => [service ?? "shared", dollars(monthly)] as const,
      );
      assert.deepEqual({ parts: Object.fromEntries(parts), total: dollars(cost.monthly) }, expected);
      assert.deepEqual(cost.notPriced, [
        "composite alarms: up to 3 at a price per alarm that the table lacks for eu-west-1",
        "Container Insights: its metrics of clusters, services and tasks, and their logs",
        "data to the internet and between zones, and images",
        "requests of CloudTrail to its bucket; its events, where the account has another trail",
        "queries of Logs Insights",
        "notifications",
        "yearly rotation of a KMS key: the first two add the price of a key each",
      ]);
      const services = resources
        .filter(({ type }) => type === "aws:ecs/service:Service")
        .map(({ name }) => name);
      assert.deepEqual(services.sort(), ["auth-service", "notification-service", "payment-service"]);
      assert.equal(status, 0);
    });
  }

  it("fails on first values that nobody has supplied where it is asked to, with the commands that it lists otherwise", () => {
    const { missingFirstValues } = parse(runFixture("prod", "--json").stdout);
    assert.deepEqual(missingFirstValues, [
      {
        secret: "auth-service-prod-config",
        key: "API_KEY",
        command: "pulumi config set --secret --stack prod auth-service-prod-config.API_KEY",
      },
    ]);
    const { status, stdout, stderr } = run("prod", "--require-values");
    const [headline, ...problems] = stderr.trimEnd().split("\n");
    assert.equal(headline, `stack "prod" has ${problems.length} problems in its configuration:`);
    for (const problem of problems) {
      assert.match(
        problem,
        /^ {2}- (\S+) is missing: supply the key's first value with pulumi config set --secret --stack prod \1$/,
      );
    }
    assert.equal(stdout, "");
    assert.equal(status, 2);
  });
});
