import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

import { readAudit } from "./delivery/audit-report";

/** Exits 1 where a package has a vulnerability of high or critical severity, and 3 where the registry does not say. */
const { stdout } = spawnSync("npm", ["audit", "--json"], {
  cwd: resolve(__dirname, ".."),
  encoding: "utf8",
  maxBuffer: 64 * 1024 * 1024,
});
const { exitCode, lines } = readAudit(stdout);
for (const line of lines) console.log(line);
process.exitCode = exitCode;
