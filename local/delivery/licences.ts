import { z } from "zod";

/** SPDX names of the licences that a dependency may have. None asks whoever uses it to publish more than changes to itself. */
const accepted = new Set([
  ...["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "CC-BY-3.0", "CC0-1.0", "ISC"],
  ...["MIT", "MPL-2.0", "PSF-2.0", "Python-2.0", "Unlicense"],
]);

/** Packages whose licence is in a file of their own, and has been read: package to what it is. */
const read: Readonly<Record<string, string>> = { "@logdna/tail-file": "MIT", memorystream: "MIT" };

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      link: z.boolean().optional(),
    }),
  ),
});

/** How many packages a lockfile holds, and those that may not be used, with the reason. */
export interface Licences {
  packages: number;
  refused: string[];
}

/**
 * Judges the licences of all packages that a package-lock.json holds, but the project's own.
 *
 * @throws ZodError for a lockfile of another form
 */
export function judgeLicences(json: unknown): Licences {
  const packages = Object.entries(lockfile.parse(json).packages).filter(
    ([path, { link }]) => path.includes("node_modules/") && link !== true,
  );
  return {
    packages: packages.length,
    refused: packages.flatMap(([path, { version = "", license }]) => {
      const name = path.replace(/^.*node_modules\//, "");
      const stated = read[name] ?? license;
      if (stated !== undefined && isAccepted(stated)) return [];
      return [`${name}@${version}: ${stated ?? "names no licence"}`];
    }),
  };
}

/** `(A OR B)` needs one that is accepted, `(A AND B)` all of them. */
function isAccepted(expression: string): boolean {
  const plain = expression.replace(/^\(([^()]*)\)$/, "$1");
  if (plain.includes(" OR ")) return plain.split(" OR ").some(isAccepted);
  return plain.split(" AND ").every((name) => accepted.has(name));
}
