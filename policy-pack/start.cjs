"use strict";

/**
 * Starts the pack: from its bundle where it was packed, otherwise from its sources, which are bundled in the same way.
 * Pulumi would compile each of them by itself, and check its types, at every preview.
 */
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const sources = join(__dirname, "index.ts");
const bundle = join(__dirname, "index.js");

if (existsSync(sources)) {
  const options = { bundle: true, platform: "node", target: "node20", packages: "external", write: false };
  const { outputFiles } = require("esbuild").buildSync({ ...options, entryPoints: [sources] });
  module._compile(outputFiles[0].text, bundle);
} else {
  require(bundle);
}
