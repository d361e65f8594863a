import assert from "node:assert/strict";
import { createHash } from "node:crypto";

import { z } from "zod";

import { declareAccess } from "../../local/access/declare";
import { deployStack } from "../../local/stack/deploy";
import { destroyStack } from "../../local/stack/destroy";
import { type Engine } from "../../local/stack/engine";
import { settingPrefix } from "../../local/stack/local-config";
import { prepareStack } from "../../local/stack/prepare";
import { projectFolder } from "../../local/stack/stack-files";
import { environments } from "../../naming";
import { declaredDocuments, deployedDocuments } from "./access-documents";
import { changeServices, rotateByRandom } from "./change-services";
import { account, Deployed, region } from "./deployed-service";
import { changesOf, parseCounts, parseSteps, typeAndName } from "./engine-output";
import { executionPolicy } from "./execution-policy";
import { byUrn, expectedResources, offlinePreview, replacedTask } from "./expected";
import { inventory } from "./inventory";
import { world } from "./world";

/** Service to its secret's type and JSON keys, sorted. */
const services = {
  "auth-service": {
    type: "config",
    keys: ["API_KEY", "API_KEY_ID", "JWT_SECRET", "JWT_SECRET_PREVIOUS", "MONGODB_URI"],
  },
  "notification-service": { type: "credentials", keys: ["SMTP_PASSWORD", "SMTP_USERNAME"] },
  "payment-service": { type: "api-keys", keys: ["STRIPE_API_KEY", "WEBHOOK_SIGNING_SECRET"] },
};
const components = "secret-backed-services:components";

for (const stack of environments) {
  describe(`the life of ${stack}`, () => {
    let engine: Engine;
    let deployed: Deployed;
    /** The values of the secret that has been rotated. */
    const rotated: string[] = [];
    let listedBefore: Record<string, unknown>;
    const unchanged = `${expectedResources(stack).length + 1} unchanged`; // with the stack itself
    const secretNames = Object.entries(services).map(([service, { type }]) => `${service}-${stack}-${type}`);

    /** All secrets with their labels, and a hash in place of each value: it may be shown. */
    const fingerprints = async () => {
      const secrets = await Promise.all(secretNames.map((name) => deployed.secret(name)));
      return secrets.map(({ value, ...secret }) => ({ ...secret, hash: hashOf(JSON.stringify(value)) }));
    };

    before(async () => {
      const { place } = world();
      deployed = new Deployed(place.endpoint);
      listedBefore = await inventory(place.endpoint, region);
      engine = await prepareStack(stack, place);
    });

    it("registers in the engine what the offline preview shows", async () => {
      const previewed = parseSteps(await engine.runProgram("preview", "--json"));
      assert.deepEqual([...new Set(previewed.map(({ op }) => op))], ["create"]);
      const registered = previewed.map(({ urn, parent }) => ({ urn, parent }));
      assert.deepEqual(registered.sort(byUrn), offlinePreview(stack).sort(byUrn));
    });

    it("passes the policies and comes up", async () => {
      const summary = await deployStack(stack, world().place);
      assert.deepEqual(Object.keys(summary.services), Object.keys(services));
      const { resources } = await engine.state();
      assert.deepEqual(resources.map(({ urn }) => typeAndName(urn)).sort(), expectedResources(stack));
    });

    it("gives each secret one JSON object with the declared keys, as its first version, and has it deployed", async () => {
      const keyArn = await engine.ask(["stack", "output", "keyArn"]);
      await deployed.rollOut(stack);
      for (const [service, { type, keys }] of Object.entries(services)) {
        const secret = await deployed.untilDeployed(`${service}-${stack}-${type}`);
        assert.deepEqual(Object.keys(secret.value).sort(), keys);
        assert.deepEqual(
          secret.labels.map(({ stages }) => stages),
          [["AWSCURRENT", "BOOTSTRAP", "DEPLOYED"]],
        );
        assert.equal(secret.keyArn, keyArn.trim());
      }
    });

    it("stores the values that were supplied, and generates the others", async () => {
      const supplied = await suppliedValues(engine);
      const { value } = await deployed.secret(`auth-service-${stack}-config`);
      const { JWT_SECRET = "", JWT_SECRET_PREVIOUS = "", ...others } = value;
      assert.deepEqual(others, {
        API_KEY: supplied.get(`auth-service-${stack}-config.API_KEY`),
        API_KEY_ID: supplied.get(`auth-service-${stack}-config.API_KEY_ID`),
        MONGODB_URI: supplied.get(`auth-service-${stack}-config.MONGODB_URI`),
      });
      assert.ok(/^[A-Za-z0-9]{64}$/.test(JWT_SECRET), "JWT_SECRET has 64 letters and digits");
      assert.ok(JWT_SECRET_PREVIOUS === JWT_SECRET, "there was no value before the first one");
    });

    it("hands each container its keys by reference, behind the full ARN, sorted", async () => {
      for (const [service, { type, keys }] of Object.entries(services)) {
        const { arn } = await deployed.secret(`${service}-${stack}-${type}`);
        const expected = keys.map((key) => ({ name: key, valueFrom: `${arn}:${key}::` }));
        assert.deepEqual(await deployed.containerSecrets(`${service}-${stack}`), [expected]);
      }
    });

    it("lets ECS read the service's own secret only", async () => {
      const role = `auth-service-${stack}-execution`;
      const own = await deployed.secret(`auth-service-${stack}-config`);
      assert.deepEqual(await deployed.rolePolicies(role), [executionPolicy(stack, own)]);
      assert.deepEqual(await deployed.rolePolicies(`auth-service-${stack}-task`), []);
      assert.equal(await deployed.readAs(role, own.arn), "read");
      const other = await deployed.secret(`payment-service-${stack}-api-keys`);
      assert.equal(await deployed.readAs(role, other.arn), "AccessDeniedException");
    });

    it("has made every role's, secret's and key's policy as the program declares it", async () => {
      const { endpoint, files } = world().place;
      const configFile = files.configFile(stack);
      const options = { folder: projectFolder, stack, configFile, accountId: account };
      const declared = await declareAccess(options);
      const keyArn = (await engine.ask(["stack", "output", "keyArn"])).trim();
      const documents = declaredDocuments(declared);
      assert.ok(Object.keys(documents).length >= 14);
      assert.deepEqual(await deployedDocuments(endpoint, declared, keyArn), documents);
    });

    it("has nothing to change afterwards", async () => {
      assert.deepEqual(parseCounts(await up(engine)), [unchanged]);
    });

    it("has nothing to change after a look at what is there", async () => {
      assert.deepEqual(parseCounts(await up(engine, "--refresh")), [unchanged]);
    });

    // One stack is enough, and prod has a wall to come through.
    if (stack === "prod")
      it("rotates a secret three times, and has nothing to change in secrets and labels afterwards", async () => {
        const name = `auth-service-${stack}-config`;
        rotateByRandom(stack);
        await up(engine);
        const seen = [await deployed.untilDeployed(name)];
        for (let rotation = 0; rotation < 3; rotation += 1) {
          await deployed.rotate(name);
          seen.push(await deployed.untilDeployed(name));
        }
        const values = seen.map(({ value }) => value.JWT_SECRET ?? "");
        assert.equal(new Set(values).size, 4);
        assert.equal(new Set(seen.map(({ value }) => value.MONGODB_URI)).size, 1);
        rotated.push(...values);
        const secrets = await fingerprints();
        const { resources } = await engine.state();
        assert.deepEqual(parseCounts(await up(engine, "--refresh")), [`${resources.length + 1} unchanged`]);
        assert.deepEqual(await fingerprints(), secrets);
      });

    it("changes only what a setting concerns, and leaves other values alone when a key is added", async () => {
      if (stack !== "prod") {
        rotateByRandom(stack); // in prod the test above did: what the other strategies ask is not there
        await up(engine);
      }
      await deployed.addKey(`auth-service-${stack}-config`, "ADDED_KEY");
      await deployed.untilDeployed(`auth-service-${stack}-config`);
      const secrets = await fingerprints();
      changeServices(stack);
      const steps = parseSteps(await engine.runProgram("preview", "--json"));
      assert.deepEqual(
        changesOf(steps),
        [
          "create random:index/randomPassword:RandomPassword auth-service-config-ADDED_KEY",
          ...replacedTask("auth-service"),
          ...replacedTask("notification-service"),
          `update aws:cloudwatch/metricAlarm:MetricAlarm ${stack}-execution-role-reads-auth-service`,
          "update aws:secretsmanager/secret:Secret auth-service-config", // its tag names the keys
          `update ${components}:ServiceSecret auth-service-config`,
        ].sort(),
      );
      await up(engine);
      assert.deepEqual(await fingerprints(), secrets);
    });

    it("shows no value in the engine's output, its state or the local configuration", async () => {
      const secrets = await Promise.all(secretNames.map((name) => deployed.secret(name)));
      const values = [...secrets.flatMap(({ value }) => Object.values(value)), ...rotated];
      assert.equal(values.length, 10 + rotated.length);
      const texts = [world().printed, ...world().writtenFiles()];
      assert.ok(texts.some((text) => text.includes(secretNames[0] ?? "")));
      for (const value of values) assert.ok(!texts.some((text) => text.includes(value)));
    });

    it("is taken down without a trace, once", async () => {
      const { place } = world();
      assert.equal(await destroyStack(stack, place), "destroyed");
      assert.deepEqual(await inventory(place.endpoint, region), listedBefore);
      assert.equal(await engine.knowsStack(), false);
      assert.equal(place.files.readConfig(stack), "");
      assert.equal(await destroyStack(stack, place), "absent");
    });
  });
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function up(engine: Engine, ...flags: string[]): Promise<string> {
  return engine.runProgram("up", "--yes", "--skip-preview", ...flags);
}

const configSchema = z.record(z.string(), z.object({ value: z.string().optional(), secret: z.boolean() }));

/** `<secret>.<KEY>` to the first value that the local configuration holds. */
async function suppliedValues(engine: Engine): Promise<Map<string, string | undefined>> {
  const config = configSchema.parse(JSON.parse(await engine.ask(["config", "--json", "--show-secrets"])));
  const secrets = Object.entries(config).filter(([, { secret }]) => secret);
  return new Map(secrets.map(([key, { value }]) => [key.slice(settingPrefix.length), value]));
}
