import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { format, resolveConfig } from "prettier";
import { parse } from "yaml";
import { z } from "zod";

import { stackFileSchema } from "../config/json-schema";

/** Writes `config.schema.json`, which gives editors the settings of stack files, from the schema of `config/`. */
async function writeConfigSchema(): Promise<void> {
  const root = join(__dirname, "..");
  const { name } = z
    .object({ name: z.string() })
    .parse(parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")));
  const path = join(root, "config.schema.json");
  const options = { ...(await resolveConfig(path)), filepath: path };
  writeFileSync(path, await format(JSON.stringify(stackFileSchema(name)), options));
}

void writeConfigSchema();
