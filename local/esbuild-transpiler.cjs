"use strict";

/**
 * A transpiler for ts-node (its `transpiler` option, in tsconfig.json): esbuild turns a file into JavaScript in a fraction of
 * the time that the TypeScript compiler takes, and half of what a command of this project does is loading its own files. What
 * it made of a file is kept in `.local/transpiled/` until the file changes.
 * Types are checked by `npm run types`, never here. Pulumi's own runner reads the same option.
 *
 * @see https://typestrong.org/ts-node/docs/transpilers
 */
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const options = {
  loader: "ts",
  format: "cjs",
  platform: "node",
  target: "es2022",
  sourcemap: "external",
};
const folder = join(__dirname, "..", ".local", "transpiled");
const { version } = require("esbuild/package.json");

exports.create = () => ({
  transpile(input, { fileName }) {
    const kept = join(folder, `${hashOf(fileName)}.json`);
    const source = hashOf(version, JSON.stringify(options), input);
    return read(kept, source) ?? keep(kept, { source, ...transpiled(input, fileName) });
  },
});

function hashOf(...texts) {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text).update("\0");
  return hash.digest("hex");
}

/** What is kept of this very source, if anything is. */
function read(file, source) {
  try {
    const made = JSON.parse(readFileSync(file, "utf8"));
    return made.source === source ? made : undefined;
  } catch {
    return undefined; // it is not there, or was written by halves
  }
}

function transpiled(input, fileName) {
  const { code, map } = require("esbuild").transformSync(input, { ...options, sourcefile: fileName });
  return { outputText: code, sourceMapText: map };
}

/** Others may read the file, or write it, at the same time. */
function keep(file, made) {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(made));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // where nothing can be written, each run transpiles for itself
  }
  return made;
}
