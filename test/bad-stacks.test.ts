import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

import { stringify } from "yaml";

import { analyze } from "../local/offline/analyze";
import { previewSchema } from "../local/offline/preview/preview-document";
import { record, type Recording } from "../local/offline/recorder";
import { policies } from "../policy-pack/policies/index";
import { inFolder } from "./policy-pack/built-service";
import { badStacks } from "./policy-pack/stacks/bad/index";
import { type BadStack, guidelines } from "./policy-pack/stacks/stack";
import { changed } from "./support/stack-config";
import { shippedSettings } from "./support/stack-files";
import { recordStack } from "./support/whole-stack";
import { secretText } from "./support/secret-text";

const project = resolve(__dirname, "..");
const projectName = "secret-backed-services";

/** The mandatory violations at the first preview of a stack, as `<policy>: <message>`. */
async function refusals(stack: BadStack): Promise<string[]> {
  if ("program" in stack)
    return mandatory(
      await record(
        () => {
          stack.program("web");
        },
        { preview: true, stack: "prod", project: "other-stacks" },
      ),
    );
  return inFolder(stack.files?.() ?? {}, async (folder) => {
    const changes = stack.changes(relative(project, folder));
    return mandatory(await recordStack("prod", { changes, preview: true }));
  });
}

async function mandatory(recording: Recording<unknown>): Promise<string[]> {
  const violations = await analyze(policies, recording);
  return violations.flatMap(({ enforcementLevel, policy, message }) =>
    enforcementLevel === "mandatory" ? [`${policy}: ${message}`] : [],
  );
}

/** Runs the command as `npm run preview` does; gives its exit code, and the policies that refuse the stack. */
function runPreview(...options: string[]): { status: number | null; refusing: string[] } {
  const command = ["-r", "ts-node/register/transpile-only", "local/preview.ts", "prod", "--json", ...options];
  const { status, stdout } = spawnSync(process.execPath, command, { cwd: project, encoding: "utf8" });
  const { violations } = previewSchema.parse(JSON.parse(stdout));
  return { status, refusing: violations.map(({ policy }) => policy) };
}

describe("bad stacks", function () {
  this.timeout(120_000);

  it("are all of the folder, at least 25", () => {
    const folder = dirname(require.resolve("./policy-pack/stacks/bad/index"));
    const files = readdirSync(folder).filter((file) => file !== "index.ts");
    assert.deepEqual(
      Object.keys(badStacks).map((name) => `${name}.ts`),
      files.sort(),
    );
    assert.ok(files.length >= 25);
  });

  it("break each guideline, and each policy but those on exceptions refuses one", () => {
    const stacks = Object.values(badStacks);
    assert.deepEqual(new Set(stacks.map(({ guideline }) => guideline)), new Set(guidelines));
    const refusing = new Set(stacks.flatMap(({ refusedBy }) => refusedBy));
    assert.deepEqual(
      policies.map(({ name }) => name).filter((name) => !refusing.has(name)),
      ["policy-exceptions-are-in-force"],
    );
  });

  for (const [name, stack] of Object.entries(badStacks)) {
    it(`${name} is refused at first preview by ${stack.refusedBy.join(" and ")}, and by no other policy`, async () => {
      const refused = await refusals(stack);
      const names = new Set(refused.map((line) => line.split(":")[0]));
      assert.deepEqual([...names].sort(), stack.refusedBy, refused.join("\n"));
    });
  }

  it("of plain resources end npm run preview with exit code 1", () =>
    inFolder(
      { "prod.yaml": stringify({ config: { "other-stacks:programs": "token-in-command" } }) },
      (folder) => {
        const others = dirname(require.resolve("./policy-pack/stacks/index"));
        const { status, refusing } = runPreview("--cwd", others, "--config-file", join(folder, "prod.yaml"));
        assert.deepEqual(refusing, ["no-plaintext-secret-in-task-definition"]);
        assert.equal(status, 1);
      },
    ));

  it("built from a folder with a credential end npm run preview with exit code 1", () => {
    const password = secretText(randomBytes(12).toString("hex"));
    const files = {
      Dockerfile: `FROM node:20\nENV DB_PASSWORD=${password}\n`,
      ".dockerignore": ".env",
      ".env": password,
    };
    return inFolder(files, (folder) => {
      const settings = changed(shippedSettings("prod"), {
        "services[0].build": { context: relative(project, folder) },
      });
      const config = Object.fromEntries(
        Object.entries(settings).map(([key, value]) => [`${projectName}:${key}`, value]),
      );
      writeFileSync(
        join(folder, "prod.yaml"),
        stringify({ config: { "aws:region": "eu-west-1", ...config } }),
      );
      const { status, refusing } = runPreview("--config-file", join(folder, "prod.yaml"));
      assert.deepEqual(refusing, ["no-credential-in-dockerfile"]);
      assert.equal(status, 1);
    });
  });
});
