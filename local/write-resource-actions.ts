import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { resourceActionNames } from "./resource-action-names";

/**
 * Writes `policy-pack/resource-action-names.json` from the package of AWS's data: the policy pack, which runs in one bundle and
 * without waiting, has a part of its 15 MB only.
 */
async function writeResourceActions(): Promise<void> {
  const path = join(__dirname, "..", "policy-pack", "resource-action-names.json");
  writeFileSync(path, `${JSON.stringify(await resourceActionNames(), undefined, 2)}\n`);
}

void writeResourceActions();
