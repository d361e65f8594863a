"use strict";

/**
 * A transpiler for ts-node (its `transpiler` option, in tsconfig.json): esbuild turns a file into JavaScript in a fraction of
 * the time that the TypeScript compiler takes, and half of what a command of this project does is loading its own files.
 * Types are checked by `npm run types`, never here. Pulumi's own runner reads the same option.
 *
 * @see https://typestrong.org/ts-node/docs/transpilers
 */
const { transformSync } = require("esbuild");

const options = {
  loader: "ts",
  format: "cjs",
  platform: "node",
  target: "es2022",
  sourcemap: "external",
};

exports.create = () => ({
  transpile(input, { fileName }) {
    const { code, map } = transformSync(input, { ...options, sourcefile: fileName });
    return { outputText: code, sourceMapText: map };
  },
});
