import { text } from "node:stream/consumers";

import password from "@inquirer/password";

import { InputError } from "../input-error";
import { readTextFile } from "./read-text-file";

/**
 * Gets a value from where it leaves no trace: a file, standard input that is no terminal, or a hidden prompt. Never from an
 * argument, which shells and process lists keep. One line break at the end does not count.
 *
 * @throws InputError for an empty value
 */
export async function newValue(what: string, file: string | undefined): Promise<string> {
  const value = (await rawValue(what, file)).replace(/\r?\n$/, "");
  if (value === "") throw new InputError(`the value of ${what} must not be empty`);
  return value;
}

async function rawValue(what: string, file: string | undefined): Promise<string> {
  if (file !== undefined && file !== "-") return readTextFile(file, `the value from ${file}`);
  if (file === "-" || !process.stdin.isTTY) return text(process.stdin);
  return askHidden(`Value of ${what}`);
}

/** Asks at the terminal for what must not be seen. */
export function askHidden(message: string): Promise<string> {
  return password({ message, mask: false }, { output: process.stderr });
}
