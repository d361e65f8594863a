#!/usr/bin/env node
// `npx secrets`, once `npm link` has run: the command as it is, from whatever folder.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
require("ts-node").register({
  transpileOnly: true,
  cwd: join(dirname(fileURLToPath(import.meta.url)), ".."),
});
require("../operations/secrets.ts");
