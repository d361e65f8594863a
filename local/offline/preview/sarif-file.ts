import { readFileSync, writeFileSync } from "node:fs";
import { isAbsolute, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";

import { policies } from "../../../policy-pack/policies/index";
import { InputError } from "../input-error";
import { type Preview } from "./preview";
import { sarifLog } from "./sarif";
import { serviceLines } from "./service-lines";
import { byWeight } from "./violation-order";

/**
 * Writes the violations of a preview in SARIF 2.1.0.
 *
 * @param path the file to write
 * @param folder what the stack's file is named relative to: the root of the sources
 * @throws InputError when the file cannot be written.
 */
export function writeSarif(
  path: string,
  { recording, stackFile, violations }: Preview,
  folder: string,
): void {
  const log = sarifLog(recording, violations.toSorted(byWeight), policies, {
    uri: uriOf(stackFile, folder),
    serviceLines: serviceLines(readFileSync(stackFile, "utf8"), recording.project),
  });
  try {
    writeFileSync(path, `${JSON.stringify(log, undefined, 2)}\n`);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new InputError(
      `cannot write the SARIF file ${path} (${reason}): name a file in a folder that exists`,
    );
  }
}

function uriOf(file: string, folder: string): string {
  const path = relative(folder, file);
  const isOutside = isAbsolute(path) || path.split(sep)[0] === "..";
  return isOutside ? pathToFileURL(file).href : path.split(sep).map(encodeURIComponent).join("/");
}
