import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";

import { stringify } from "yaml";

import { LocalAwsError } from "../../local/aws/local-aws-error";
import { destroyStack } from "../../local/stack/destroy";
import { Engine } from "../../local/stack/engine";
import { parseStackFile, settingPrefix } from "../../local/stack/local-config";
import { prepareStack } from "../../local/stack/prepare";
import { StackFiles } from "../../local/stack/stack-files";
import { type Files, inFolder } from "../policy-pack/built-service";
import { badStacks } from "../policy-pack/stacks/bad/index";
import { changed } from "../support/stack-config";
import { world } from "./world";
import { secretText } from "../support/secret-text";

const project = resolve(__dirname, "..", "..");
const policyPack = join(project, "policy-pack");
const refused = new LocalAwsError("pulumi preview failed: see its message above");
const folder = dirname(require.resolve("../policy-pack/stacks/index"));

/** Some for each way in which policies decide: by inputs, by where unknown values come from, by the stack as a whole. */
const sample = [
  "administrators-managed-policy",
  "database-open-to-the-world",
  "environment-file-in-s3",
  "generated-password-in-environment",
  "key-for-everyone",
  "listener-in-plain-text",
  "one-role-for-two-purposes",
  "role-that-reads-every-secret",
  "secret-named-for-another-environment",
  "secret-value-in-the-program",
];

/** What a mandatory violation is of. */
type Refusal = [policy: string, resource: string];

function refusalsIn(printed: string): Refusal[] {
  const lines = printed.matchAll(/\[mandatory\].* {2}(\S+) {2}\(\S+: (\S+)\)/g);
  return [...lines].map(([, policy = "", resource = ""]) => [policy, resource]);
}

/** Previews the sample in one stack, as each takes the engine seconds to begin; gives what it prints. */
async function previewSample(files: StackFiles): Promise<string> {
  let printed = "";
  const onOutput = (text: string) => {
    printed += text;
    world().printed += text;
  };
  files.prepare();
  copyFileSync(join(folder, "Pulumi.yaml"), join(files.stacksFolder, "Pulumi.yaml"));
  const engine = new Engine({ stack: "prod", files, endpoint: world().place.endpoint, onOutput, folder });
  await engine.ask(["stack", "init", "--no-select"]);
  const config = { "aws:region": "us-east-1", "other-stacks:programs": sample.join(" ") };
  files.writeConfig("prod", stringify({ config }));
  await assert.rejects(engine.runProgram("preview", "--policy-pack", policyPack), refused);
  return printed;
}

/** Previews this project's stack test, as it is deployed locally, with the first service built from a folder of some files. */
async function previewBuild(files: Files): Promise<string> {
  const { place } = world();
  const engine = await prepareStack("test", place);
  const { config, ...others } = parseStackFile(place.files.readConfig("test"));
  const setting = `${settingPrefix}services`;
  return inFolder(files, async (folder) => {
    const services = changed(
      { services: config[setting] },
      { "services[0].build": { context: relative(project, folder) } },
    );
    place.files.writeConfig(
      "test",
      stringify({ config: { ...config, [setting]: services.services }, ...others }),
    );
    const start = world().printed.length;
    await assert.rejects(engine.runProgram("preview", "--policy-pack", policyPack), refused);
    return world().printed.slice(start);
  });
}

describe("bad stacks in the engine", () => {
  const own = mkdtempSync(join(tmpdir(), "bad-stacks-"));
  let refusals: Refusal[] = [];

  before(async () => {
    refusals = refusalsIn(await previewSample(new StackFiles(own)));
  });
  after(() => {
    rmSync(own, { recursive: true });
    return destroyStack("test", world().place);
  });

  sample.forEach((name, index) => {
    const refusedBy = badStacks[name]?.refusedBy ?? [];
    it(`${name} is refused at first preview by ${refusedBy.join(" and ")}, and by no other policy`, () => {
      const refusing = refusals.flatMap(([policy, resource]) =>
        resource === `stack-${index}` || resource.startsWith(`stack-${index}-`) ? [policy] : [],
      );
      assert.deepEqual([...new Set(refusing)].sort(), refusedBy);
    });
  });

  it("env-file-in-build-context and password-in-dockerfile are refused, wherever the engine runs the policy pack", async () => {
    const password = secretText(randomBytes(12).toString("hex"));
    const dockerfile = ["FROM node:20", "COPY . /app", `ENV DB_PASSWORD=${password}`].join("\n");
    const printed = await previewBuild({ Dockerfile: dockerfile, ".env": `DB_PASSWORD=${password}` });
    assert.deepEqual(refusalsIn(printed), [
      ["no-credential-in-dockerfile", "auth-service"],
      ["no-secret-file-in-build-context", "auth-service"],
    ]);
    assert.match(printed, /Dockerfile:3 ENV DB_PASSWORD holds a secret/);
    assert.match(printed, /Dockerfile:2 COPY takes \S+\/\.env, an environment file,/);
    assert.ok(!printed.includes(password));
  });

  it("are refused for nothing else", () => {
    const others = refusals.filter(([, resource]) => !/^stack-\d+(-|$)/.test(resource));
    assert.deepEqual(others, []);
  });
});
