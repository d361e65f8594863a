import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";

import { z } from "zod";

const packFolder = resolve(__dirname, "..", "..", "policy-pack");
const packedSchema = z.tuple([z.object({ filename: z.string() })]);

/** Packs the policy pack as `npm pack` and `pulumi policy publish` do; gives the path of the tarball. */
export function packPolicyPack(destination: string): string {
  const command = ["pack", "--silent", "--json", "--pack-destination", destination];
  const printed = execFileSync("npm", command, { cwd: packFolder, encoding: "utf8" });
  const [{ filename }] = packedSchema.parse(JSON.parse(printed));
  return join(destination, filename);
}
