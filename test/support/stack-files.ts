import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";
import { z } from "zod";

import { type Environment } from "../../naming";
import { type Settings } from "./stack-config";

const root = join(__dirname, "..", "..");
const prefix = "secret-backed-services:";

/** The text of a file of the repository, by its path from the root. */
export function fileText(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** A shipped stack file, parsed. */
export function stackFile(environment: Environment): { config: Record<string, unknown> } {
  return z
    .strictObject({ config: z.record(z.string(), z.unknown()) })
    .parse(parse(fileText(`Pulumi.${environment}.yaml`)));
}

/** The project's own settings in a shipped stack file. */
export function shippedSettings(environment: Environment): Settings {
  const own = Object.entries(stackFile(environment).config).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
}
