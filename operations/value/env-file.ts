import { parseEnv } from "node:util";

import { InputError } from "../input-error";
import { readTextFile } from "./read-text-file";

/**
 * Reads the variables of an env file, as Node.js's own `--env-file` does.
 *
 * @throws InputError where the file cannot be read or has no variable
 */
export function readEnvFile(file: string): Record<string, string> {
  return parseVariables(readTextFile(file), file);
}

/**
 * Reads variables from lines of the form KEY=value.
 *
 * @param where where they are from, for the message
 * @throws InputError where there is none
 */
export function parseVariables(text: string, where: string): Record<string, string> {
  const variables = Object.entries(parseEnv(text)).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  if (variables.length === 0)
    throw new InputError(`${where} holds no variable: it must have lines of the form KEY=value`);
  return Object.fromEntries(variables);
}
