import { parseEnv } from "node:util";

import { InputError } from "../input-error";
import { readTextFile } from "./read-text-file";

/**
 * Reads the variables of an env file, as Node.js's own `--env-file` does.
 *
 * @throws InputError where the file cannot be read or has no variable
 */
export function readEnvFile(file: string): Record<string, string> {
  const variables = Object.entries(parseEnv(readTextFile(file))).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  if (variables.length === 0)
    throw new InputError(`${file} holds no variable: it must have lines of the form KEY=value`);
  return Object.fromEntries(variables);
}
