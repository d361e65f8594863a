import assert from "node:assert/strict";
import { type ChildProcessByStdio, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { type Readable } from "node:stream";

import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { type AnalyzerInfo } from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { z } from "zod";

import { policies } from "../../policy-pack/policies/index";
import { packPolicyPack } from "../support/packed-policy-pack";

const root = resolve(__dirname, "..", "..");
const runtime = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");

/** Starts a pack as the engine does, and gives what it says of itself. */
async function serve(pack: string): Promise<AnalyzerInfo.AsObject> {
  const server = spawn(process.execPath, [runtime, "127.0.0.1:0", "."], {
    cwd: pack,
    stdio: ["ignore", "pipe", "pipe"],
  });
  try {
    const client = new AnalyzerClient(`127.0.0.1:${await printedPort(server)}`, credentials.createInsecure());
    return await new Promise((resolveInfo, reject) => {
      client.getAnalyzerInfo(new Empty(), (error, info) => {
        client.close();
        if (error) reject(error);
        else resolveInfo(info.toObject());
      });
    });
  } finally {
    server.kill();
    await once(server, "close");
  }
}

/** The first line of a pack's output is the port that it listens on. */
async function printedPort({
  stdout,
  stderr,
}: ChildProcessByStdio<null, Readable, Readable>): Promise<number> {
  let errors = "";
  stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  for await (const line of createInterface(stdout)) return Number(line);
  throw new Error(`the pack did not start: ${errors}`);
}

const manifestSchema = z.object({ dependencies: z.record(z.string(), z.string()) });

describe("the policy pack", function () {
  this.timeout(120_000);

  const source = join(root, "policy-pack");
  const folder = mkdtempSync(join(tmpdir(), "policy-pack-"));
  const unpacked = join(folder, "package");

  before(() => {
    execFileSync("tar", ["-xzf", packPolicyPack(folder), "-C", folder]);
    // What `npm install` would put there.
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("serves all policies from its sources", async () => {
    const { name, policiesList } = await serve(source);
    assert.equal(name, "secret-backed-services");
    const served = new Set(policiesList.map((policy) => policy.name));
    assert.deepEqual(served, new Set(policies.map((policy) => policy.name)));
  });

  it("serves the same from its unpacked tarball, without the rest of the repository", async () => {
    assert.deepEqual(await serve(unpacked), await serve(source));
  });

  it("is packed as one bundle and its manifests, and the bundle is not left behind", () => {
    assert.deepEqual(readdirSync(unpacked).sort(), [
      "PulumiPolicy.yaml",
      "index.js",
      "package.json",
      "start.cjs",
    ]);
    assert.ok(!existsSync(join(source, "index.js")));
  });

  it("requires only packages that its manifest names", () => {
    const bundle = readFileSync(join(unpacked, "index.js"), "utf8");
    const { dependencies } = manifestSchema.parse(
      JSON.parse(readFileSync(join(unpacked, "package.json"), "utf8")),
    );
    const required = [...bundle.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name = ""]) => name);
    assert.ok(required.includes("@pulumi/policy"));
    assert.deepEqual(
      required.filter((name) => !isBuiltin(name) && !(name in dependencies)),
      [],
    );
  });

  it("names in the bundle, too, whose work it uses", () => {
    const bundle = readFileSync(join(unpacked, "index.js"), "utf8");
    for (const work of ["gitleaks", "iam-data"]) assert.match(bundle, new RegExp(`/${work}, MIT licence`));
  });

  it("serves its sources, and not a bundle that an interrupted packing has left among them", async () => {
    const copy = join(folder, "repository", "policy-pack");
    cpSync(source, copy, { recursive: true });
    cpSync(join(root, "naming.ts"), join(folder, "repository", "naming.ts"));
    writeFileSync(join(copy, "index.js"), 'throw new Error("outdated");\n');
    assert.equal((await serve(copy)).policiesList.length, policies.length);
  });
});
