import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { type Matches } from "./path-patterns";
import { detectSecret } from "./secret-detector";
import { secretFileKind } from "./secret-files";

/** A file that goes into a build and holds credentials, or is made for them. */
export interface SecretFile {
  /** Path from the build context's root. */
  path: string;
  /** What it is, such as `an environment file`. */
  kind: string;
}

/** Folders of other people's code, and of files that are in the history anyway. */
const skippedFolders = new Set([".git", "node_modules"]);

/**
 * Finds the files with credentials in a build context. Docker takes a link for what it is, not for what it leads to: by
 * its name alone.
 *
 * @param ignored what `.dockerignore` leaves out
 * @throws an error of the file system, with its code
 */
export function secretFilesIn(folder: string, ignored: Matches): SecretFile[] {
  return filesIn(folder, "").flatMap(({ path, isLink }): SecretFile[] => {
    const found = secretFileKind(path);
    if (!found || ignored(path)) return [];
    const { kind, judgedByContent } = found;
    const isSecret = !judgedByContent || (!isLink && holdsSecret(readFileSync(join(folder, path), "utf8")));
    return isSecret ? [{ path, kind }] : [];
  });
}

interface File {
  path: string;
  isLink: boolean;
}

function filesIn(folder: string, path: string): File[] {
  const entries = readdirSync(join(folder, path), { withFileTypes: true });
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry): File[] => {
      const own = path === "" ? entry.name : `${path}/${entry.name}`;
      if (!entry.isDirectory()) return [{ path: own, isLink: !entry.isFile() }];
      return skippedFolders.has(entry.name) ? [] : filesIn(folder, own);
    });
}

/** What a person writes for another one to replace it: letters alone, or something between angle brackets. */
const placeholder = /(?<=[:=]\s*["']?)[a-z_-]{1,20}(?=["']?(?:@|\s*$))|<[^<>\n]*>/gim;

function holdsSecret(text: string): boolean {
  return detectSecret({ place: "", text: text.replace(placeholder, "<placeholder>") }) !== undefined;
}
