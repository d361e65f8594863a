import { writeFileSync } from "node:fs";

import { environments } from "../../naming";
import { released, releasedFile } from "../support/upgrade/released-resources";
import { recordStack } from "../support/whole-stack";

/** Notes what the stacks are made of at a release, for the test of upgrades from it. */
async function writeReleased(): Promise<void> {
  for (const stack of environments) {
    const { resources } = await recordStack(stack);
    writeFileSync(releasedFile(stack), `${JSON.stringify(released(resources), undefined, 2)}\n`);
  }
}

void writeReleased();
