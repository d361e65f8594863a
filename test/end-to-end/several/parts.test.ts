import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { stringify } from "yaml";
import { z } from "zod";

import { deployStack } from "../../../local/stack/deploy";
import { destroyStack } from "../../../local/stack/destroy";
import { Engine } from "../../../local/stack/engine";
import { parseStackFile, settingPrefix } from "../../../local/stack/local-config";
import { type Place, prepareStack } from "../../../local/stack/prepare";
import { projectFolder, readShippedConfig } from "../../../local/stack/stack-files";
import { commandFile } from "../../support/command-file";
import { partSettings } from "../../support/part";
import { alsoWritten } from "../../support/written-output";
import { Deployed, region } from "../deployed-service";
import { parseCounts, parseSteps, typeAndName } from "../engine-output";
import { inventory } from "../inventory";
import { world } from "../world";

const part = "test-payments";
const secret = "checkout-test-api-keys";

describe("an environment whose services are in two stacks", () => {
  let declarations: string;
  let place: Place;
  let engine: Engine;
  let deployed: Deployed;
  let listedBefore: Record<string, unknown>;

  before(async () => {
    declarations = mkdtempSync(join(tmpdir(), "parts-"));
    writeFileSync(join(declarations, "Pulumi.test.yaml"), withOneService(readShippedConfig("test")));
    const config = Object.entries(partSettings("test")).map(([key, value]): [string, unknown] => [
      `${settingPrefix}${key}`,
      value,
    ]);
    writeFileSync(
      join(declarations, `Pulumi.${part}.yaml`),
      stringify({ config: { "aws:region": region, ...Object.fromEntries(config) } }),
    );
    place = { ...world().place, shippedFolder: declarations };
    deployed = new Deployed(place.endpoint);
    listedBefore = await inventory(place.endpoint, region);
  });
  after(() => {
    rmSync(declarations, { recursive: true });
  });

  it("refuses the part while its environment is not there", async () => {
    await assert.rejects(prepareStack(part, place), {
      name: "LocalAwsError",
      message: `${part} is a part of test, which is not in the local AWS: run npm run up:local -- test first`,
    });
  });

  it("comes up without the part's services first", async () => {
    const summary = await deployStack("test", place);
    assert.deepEqual(Object.keys(summary.services), ["payment-service"]);
  });

  it("gets the part's services from a stack of their own, which passes the policies", async () => {
    const summary = await deployStack(part, place);
    assert.deepEqual(Object.keys(summary.services), ["checkout"]);
    assert.equal(summary.clusterName, "secret-backed-services-test");
    engine = new Engine({ ...place, stack: part });
    const { resources } = await engine.state();
    const keys = resources.map(({ urn }) => typeAndName(urn)).filter((each) => each.includes("kms/key"));
    assert.deepEqual(keys, ["aws:kms/key:Key test-payments-key"]);
  });

  it("has nothing to change in either stack afterwards, also after a look at what is there", async () => {
    for (const stack of ["test", part]) {
      const own = new Engine({ ...place, stack });
      for (const flags of [[], ["--refresh"]]) {
        const printed = await own.runProgram("up", "--yes", "--skip-preview", ...flags);
        assert.match(parseCounts(printed).join(), /^\d+ unchanged$/);
      }
    }
  });

  it("rolls the part's secrets out by the part's own function, and leaves the environment's alone", async () => {
    await deployed.rollOut(part);
    const first = await deployed.untilDeployed(secret);
    assert.equal(first.keyArn, (await engine.ask(["stack", "output", "keyArn"])).trim());
    await deployed.rotate(secret);
    const second = await deployed.untilDeployed(secret);
    assert.ok(first.value.SIGNING_KEY !== second.value.SIGNING_KEY, "the key has a new value");
    assert.ok(first.value.PARTNER_KEY === second.value.PARTNER_KEY, "the other key has the same one");
  });

  it("is one environment for the operator's tool", () => {
    const { secrets } = statusSchema.parse(JSON.parse(secretsOutput(place, "status")));
    assert.deepEqual(secrets.map((each) => each.secret).sort(), [secret, "payment-service-test-api-keys"]);
  });

  it("refuses a service that the environment's stack has already, at preview", async () => {
    const file = place.files.configFile(part);
    const before = place.files.readConfig(part);
    const renamed = before.replace("name: checkout", "name: payment-service");
    writeFileSync(file, renamed.replaceAll("checkout-test-api-keys", "payment-service-test-api-keys"));
    await assert.rejects(engine.runProgram("preview"), { name: "LocalAwsError" });
    assert.ok(
      world().printed.includes(
        'services[0].name is a service of stack test already: keep one of them (got "payment-service")',
      ),
    );
    writeFileSync(file, before);
  });

  it("changes one service of the part and nothing of the environment", async () => {
    const before = place.files.readConfig(part);
    writeFileSync(place.files.configFile(part), before.replace("desiredCount: 1", "desiredCount: 2"));
    const steps = parseSteps(await engine.runProgram("preview", "--json")).filter(
      ({ op }) => op !== "same" && op !== "read",
    );
    assert.deepEqual(steps.map(({ op, urn }) => `${op} ${typeAndName(urn)}`).sort(), [
      "update aws:cloudwatch/metricAlarm:MetricAlarm test-execution-role-reads-checkout",
      "update aws:ecs/service:Service checkout",
      "update secret-backed-services:components:SecretBackedService checkout",
    ]);
    writeFileSync(place.files.configFile(part), before);
  });

  it("keeps the environment as long as it has a part, and is taken down without a trace", async () => {
    await assert.rejects(destroyStack("test", place), {
      name: "LocalAwsError",
      message: `${part} is still there, and uses test: run npm run destroy:local -- ${part} first`,
    });
    assert.equal(await destroyStack(part, place), "destroyed");
    assert.equal(await destroyStack(part, place), "absent");
    assert.equal(await destroyStack("test", place), "destroyed");
    assert.deepEqual(await inventory(place.endpoint, region), listedBefore);
  });
});

/** The stack's file with payment-service alone: the life of each shipped stack is a test of its own. */
function withOneService(shipped: string): string {
  const servicesKey = `${settingPrefix}services`;
  const { config } = parseStackFile(shipped);
  const services = z.array(z.looseObject({ name: z.string() })).parse(config[servicesKey]);
  const kept = services.filter(({ name }) => name === "payment-service");
  return stringify({ config: { ...config, [servicesKey]: kept } });
}

const statusSchema = z.object({ secrets: z.array(z.object({ secret: z.string() })) });

/** What a command of the operator's tool prints as JSON. */
function secretsOutput({ endpoint }: Place, command: string): string {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [commandFile(), command, "--env", "test", "--region", region, "--json"],
    {
      cwd: projectFolder,
      encoding: "utf8",
      env: {
        PATH: process.env.PATH,
        AWS_ENDPOINT_URL: endpoint,
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_EC2_METADATA_DISABLED: "true",
      },
    },
  );
  alsoWritten(`secrets ${command}`, stdout + stderr);
  return stdout;
}
