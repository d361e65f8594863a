import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const support = (name: string) => JSON.stringify(join(root, "test/support", name));

/** Runs mocha as the suites do, in a process of its own, with a test whose body is this. */
function runTest(body: string) {
  const folder = mkdtempSync(join(tmpdir(), "written-output-"));
  const file = join(folder, "planted.test.js");
  const program = `
    const { secretText } = require(${support("secret-text.ts")});
    const { alsoWritten } = require(${support("written-output.ts")});
    it("plants", () => { ${body} });`;
  try {
    writeFileSync(file, program);
    const required = ["ts-node/register/transpile-only", "./test/support/setup.ts"];
    const requires = [...required, "./test/support/written-output.ts"].flatMap((name) => ["--require", name]);
    const mocha = [join(root, "node_modules/mocha/bin/mocha.js"), "--no-config", ...requires, file];
    const env = { PATH: process.env.PATH, FORCE_COLOR: "0" };
    const run = spawnSync(process.execPath, mocha, { cwd: root, env, encoding: "utf8" });
    return { status: run.status, output: run.stdout + run.stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const held = (name: string) => `secret values were written:\n  ${name} holds 1 of them`;

describe("the output of a run", function () {
  this.timeout(120_000);

  it("may hold anything but secret values", () => {
    const { status, output } = runTest('secretText(); secretText("short"); console.log("short");');
    assert.equal(status, 0, output);
    assert.match(output, /^ {2}1 passing/m);
    assert.doesNotMatch(output, /failing|secret values/);
  });

  const leaks: Record<string, [body: string, place: string]> = {
    "on standard output": ["console.log(secretText());", 'the output of "plants"'],
    "on standard error": ["process.stderr.write(secretText());", 'the output of "plants"'],
    "in pieces": [
      "const text = secretText(); for (const piece of text) process.stdout.write(piece);",
      'the output of "plants"',
    ],
    "encoded as in an address": [
      'console.log(encodeURIComponent(secretText("p@ss/word:" + Date.now())));',
      'the output of "plants"',
    ],
    "escaped as in JSON": [
      'console.log(JSON.stringify({ a: secretText("line\\nline" + Date.now()) }));',
      'the output of "plants"',
    ],
    "as a value of a secret's JSON object": [
      'const KEY = "k" + Date.now() + "k"; secretText(JSON.stringify({ KEY })); console.log(KEY);',
      'the output of "plants"',
    ],
    "as the password of an address": [
      'const word = "k" + Date.now() + "k"; secretText("mongodb://user:" + word + "@host/db"); console.log(word);',
      'the output of "plants"',
    ],
    "in another log": [
      'alsoWritten("/aws/lambda/rotation", "done " + secretText());',
      "/aws/lambda/rotation",
    ],
  };
  for (const [title, [body, place]] of Object.entries(leaks)) {
    it(`fails the run when it holds one ${title}`, () => {
      const { status, output } = runTest(body);
      assert.equal(status, 1, output);
      assert.match(output, /^ {2}1 passing[^]*^ {2}1 failing/m);
      assert.ok(
        output.includes(held(place).replaceAll("\n", "\n     ")) || output.includes(held(place)),
        output,
      );
    });
  }

  it("fails the run, and says so, when the summary of its failures holds one", () => {
    const { status, output } = runTest("throw new Error(secretText());");
    assert.equal(status, 1);
    assert.match(output, /^ {2}1 failing/m);
    assert.ok(output.endsWith(`${held("mocha's summary")}\n`), output);
  });
});
