/**
 * The name that a misspelt one most likely stands for: the only one that differs from it in at most two
 * characters, upper and lower case and separators aside. `undefined` when there is none, or no single one.
 */
export function nearestName(misspelt: string, names: readonly string[]): string | undefined {
  const distances = names.map((name) => editDistance(plain(misspelt), plain(name)));
  const least = Math.min(...distances);
  const nearest = names.filter((_, index) => distances[index] === least);
  const tooFar = least > 2 || least > plain(misspelt).length / 2;
  return nearest.length === 1 && !tooFar ? nearest[0] : undefined;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_.\s]/g, "");
}

/** How many characters must be added, removed or replaced to make one text of the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let line = 1; line <= from.length; line++) {
    const next = [line];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (from[line - 1] === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
