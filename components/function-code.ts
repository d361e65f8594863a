import { join } from "node:path";

import { type BuildOptions, buildSync } from "esbuild";

/** The file of each function of a stack. Each exports `handler`. */
const files = {
  rotation: "rotation/handler.ts",
  rollout: "rotation/rollout/handler.ts",
  "rotation-age": "monitoring/age/handler.ts",
} as const;
export type FunctionName = keyof typeof files;

/** What a function is deployed as: {@link functionCode} in this file, called by {@link functionHandler}. */
export const functionFile = "index.js";
export const functionHandler = "index.handler";

const projectFolder = join(__dirname, "..");
const bundles = new Map<string, string>();

/**
 * A function and all that it imports as one minified CommonJS file. It is the same for the same sources and packages
 * wherever they lie, so that an unchanged function is never deployed again.
 */
export function functionCode(name: FunctionName, folder = projectFolder): string {
  const file = join(folder, files[name]);
  const code = bundles.get(file) ?? bundle(folder, file);
  bundles.set(file, code);
  return code;
}

function bundle(folder: string, file: string): string {
  return bundled({ absWorkingDir: folder, entryPoints: [file] });
}

/** The code of an entry and all that it imports, built as every function is. */
export function bundled(entry: Pick<BuildOptions, "absWorkingDir" | "entryPoints" | "stdin">): string {
  const { outputFiles } = buildSync({
    ...entry,
    bundle: true,
    write: false,
    platform: "node",
    target: "node22",
    format: "cjs",
    // The ES modules of packages, of which only what is used gets in.
    mainFields: ["module", "main"],
    minify: true,
    // Errors are told apart by the names of their classes, also by those who called the function.
    keepNames: true,
    legalComments: "none",
    tsconfigRaw: {},
    logLevel: "silent",
  });
  return outputFiles.map(({ text }) => text).join("");
}
