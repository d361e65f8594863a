import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The folder of a project: the first one with its `Pulumi.yaml`, from the places given upwards. The engine runs a policy
 * pack in the pack's own folder and does not tell it the project's.
 */
export function projectFolder(project: string, places: readonly string[]): string | undefined {
  return places.flatMap(withParents).find((folder) => projectIn(folder) === project);
}

function withParents(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...withParents(parent)];
}

/** Name of the project that lies in a folder, if there is one. */
function projectIn(folder: string): string | undefined {
  let file: string;
  try {
    file = readFileSync(join(folder, "Pulumi.yaml"), "utf8");
  } catch {
    return undefined;
  }
  return /^name:\s*["']?([\w.-]+)/m.exec(file)?.[1];
}
