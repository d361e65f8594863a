import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { judgeLicences } from "./delivery/licences";

/** Exits 1 where a package of the lockfile has a licence that this project does not use. */
const file = resolve(__dirname, "..", "package-lock.json");
const { packages, refused } = judgeLicences(JSON.parse(readFileSync(file, "utf8")));
console.log(`${packages} packages, ${refused.length} with a licence that is not accepted`);
for (const line of refused) console.log(`  ${line}`);
process.exitCode = refused.length > 0 ? 1 : 0;
