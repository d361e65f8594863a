import { readFileSync } from "node:fs";

import { InputError } from "../input-error";

/**
 * Reads a file that the user names.
 *
 * @param what what is read, for the message: the file, or "the value from" it
 * @throws InputError where it cannot be read
 */
export function readTextFile(file: string, what = file): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new InputError(`cannot read ${what} (${code})`);
  }
}
