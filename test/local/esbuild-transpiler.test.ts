import assert from "node:assert/strict";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Transpiler {
  create(): { transpile: (input: string, options: { fileName: string }) => { outputText: string } };
}

const projectFolder = join(__dirname, "..", "..");

describe("the transpiler", () => {
  let folder: string;
  let kept: string;
  let transpile: (input: string, fileName?: string) => string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "transpiler-"));
    kept = join(folder, ".local", "transpiled");
    mkdirSync(join(folder, "local"));
    const own = join(folder, "local", "esbuild-transpiler.cjs");
    copyFileSync(join(projectFolder, "local", "esbuild-transpiler.cjs"), own);
    symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
    const { transpile: ofFile } = (createRequire(own)(own) as Transpiler).create();
    transpile = (input, fileName = "/project/one.ts") => ofFile(input, { fileName }).outputText;
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Puts other code in the place of what is kept, so that it shows who uses it. */
  const keepInstead = (text: string) => {
    for (const file of readdirSync(kept)) writeFileSync(join(kept, file), text);
  };
  const keptSource = () => {
    const [file = ""] = readdirSync(kept);
    return (createRequire(__filename)(join(kept, file)) as { source: string }).source;
  };

  it("takes types out of a file, and keeps what it has made of it until it changes", () => {
    assert.match(transpile("export const one: number = 1;"), /const one = 1;/);
    keepInstead(JSON.stringify({ source: keptSource(), outputText: "kept", sourceMapText: "{}" }));
    assert.equal(transpile("export const one: number = 1;"), "kept");
    assert.match(transpile("export const one: number = 2;"), /const one = 2;/);
    assert.match(transpile("export const one: number = 1;"), /const one = 1;/);
    assert.equal(readdirSync(kept).length, 1);
  });

  it("keeps each file's apart", () => {
    transpile("export const one = 1;");
    transpile("export const two = 2;", "/project/two.ts");
    assert.equal(readdirSync(kept).length, 2);
  });

  it("does without what is kept where that is broken, or cannot be written", () => {
    transpile("export const one = 1;");
    keepInstead('{"source":');
    assert.match(transpile("export const one = 1;"), /const one = 1;/);
    rmSync(kept, { recursive: true });
    writeFileSync(kept, "");
    assert.match(transpile("export const one = 1;"), /const one = 1;/);
  });
});
