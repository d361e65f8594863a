import { readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

/** The stack whose state is kept. */
export const releasedStack = "test";
export const releasedFile = join(__dirname, "released", `${releasedStack}.json`);

const releasedSchema = z.object({
  network: z.object({ vpcId: z.string(), privateSubnetIds: z.array(z.string()) }).loose(),
  state: z.looseObject({ deployment: z.looseObject({}) }),
});

/** What the last release has left of its stack on the local AWS: the network that it named, and its state without any secret's value. */
export function readReleasedState(): z.output<typeof releasedSchema> {
  return releasedSchema.parse(JSON.parse(readFileSync(releasedFile, "utf8")));
}
