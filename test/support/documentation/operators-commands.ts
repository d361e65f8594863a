import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

import { Command } from "commander";
import { z } from "zod";

const load = createRequire(__filename);
const folder = resolve(__dirname, "..", "..", "..", "operations", "commands");

/** The commands of `secrets`, by name. */
export function operatorsCommands(): Map<string, Command> {
  const makers = readdirSync(folder).flatMap((file) =>
    Object.entries(z.record(z.string(), z.unknown()).parse(load(join(folder, file)))),
  );
  const commands = makers.flatMap(([name, make]): Command[] => {
    if (typeof make !== "function" || !name.endsWith("Command")) return [];
    const made: unknown = Reflect.apply(make, undefined, []);
    return made instanceof Command ? [made] : [];
  });
  return new Map(commands.map((command) => [command.name(), command]));
}
