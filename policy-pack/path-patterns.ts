import dockerignore from "@balena/dockerignore";

/** Whether a path from the build context's root, or a folder that it lies in, matches. */
export type Matches = (path: string) => boolean;

/**
 * Reads a `.dockerignore`, whose last matching line decides.
 *
 * @returns `undefined` when a pattern in it is none
 */
export function ignoredBy(text: string): Matches | undefined {
  return matcherOf(text.replace(/^\uFEFF/, "").split(/\r?\n/));
}

/** Reads the sources or the `--exclude` patterns of a `COPY`; a pattern that is none matches nothing. */
export function matchesAny(patterns: readonly string[]): Matches {
  const all = patterns.some((pattern) => /^[./]*$/.test(pattern));
  const literal = patterns.map((pattern) => pattern.replace(/^[!#]/, "\\$&"));
  return all ? () => true : (matcherOf(literal) ?? (() => false));
}

function matcherOf(patterns: readonly string[]): Matches | undefined {
  const matcher = dockerignore({ ignorecase: false }).add(patterns.map(escaped));
  const matches = (path: string) => matcher.ignores(path);
  try {
    matches("any/path");
    return matches;
  } catch {
    return undefined;
  }
}

/** In Docker's patterns these stand for themselves; the matcher would take them for a regular expression's. */
function escaped(pattern: string): string {
  return pattern.replace(/(?<!\\)[+(){}|^](?![^[]*\])/g, "\\$&");
}
