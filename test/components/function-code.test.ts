import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

import { functionCode } from "../../components/function-code";

const packages = resolve(__dirname, "../../node_modules");
const folders: string[] = [];

/** A checkout of a project with these files, at a path of its own. */
function checkout(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "function-code-"));
  folders.push(folder);
  symlinkSync(packages, join(folder, "node_modules"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const source = {
  "rotation/handler.ts": `
    import { z } from "zod";
    import { greeting } from "./greeting";
    /*! a legal comment */
    export async function handler(event: unknown): Promise<string> {
      const { ObjectId } = await import("mongodb");
      const name: string = z.string().parse(event);
      return [greeting, name, typeof ObjectId].join(" ");
    }`,
  "rotation/greeting.ts": 'export const greeting: string = "hello";',
};

/** Calls a bundle's handler in a process and a folder of its own, with no packages beside it. */
function call(code: string, event: string): string {
  const folder = checkout({ "index.js": code });
  rmSync(join(folder, "node_modules"));
  const script = `require("./index.js").handler(${JSON.stringify(event)}).then(console.log)`;
  return execFileSync(process.execPath, ["-e", script], { cwd: folder, encoding: "utf8" });
}

describe("functionCode", function () {
  this.timeout(120_000);

  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it("makes one file of a function and all that it imports, which runs without any package", () => {
    assert.equal(call(functionCode("rotation", checkout(source)), "world"), "hello world function\n");
  });

  it("gives the same code for the same sources, wherever they lie", () => {
    const [here, there] = [checkout(source), checkout(source)];
    assert.notEqual(here, there);
    assert.equal(functionCode("rotation", here), functionCode("rotation", there));
  });

  it("is minified, without comments, source map or a path of this machine", () => {
    const folder = checkout(source);
    const code = functionCode("rotation", folder);
    assert.doesNotMatch(code, /a legal comment|sourceMappingURL|greeting/);
    for (const path of [folder, packages, tmpdir()]) assert.ok(!code.includes(path), path);
  });

  it("bundles a function once in a process", () => {
    const folder = checkout({ "rotation/rollout/handler.ts": "export const handler = 1;" });
    const first = functionCode("rollout", folder);
    rmSync(join(folder, "rotation"), { recursive: true });
    assert.equal(functionCode("rollout", folder), first);
  });

  it("fails for sources that cannot be bundled, and names the place", () => {
    const folder = checkout({ "rotation/rollout/handler.ts": 'import "./absent";' });
    assert.throws(
      () => functionCode("rollout", folder),
      /rotation\/rollout\/handler\.ts:1:7: ERROR: Could not resolve "\.\/absent"/,
    );
  });

  it("makes the rotation-age function one file that does nothing where there is no secret", () => {
    const folder = checkout({ "index.js": functionCode("rotation-age") });
    rmSync(join(folder, "node_modules"));
    const script = 'require("./index.js").handler().then(() => console.log("done"))';
    const env = {
      PATH: process.env.PATH,
      AWS_REGION: "eu-west-1",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    };
    assert.equal(
      execFileSync(process.execPath, ["-e", script], { cwd: folder, env, encoding: "utf8" }),
      "done\n",
    );
  });
});
