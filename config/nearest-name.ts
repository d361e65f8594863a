/**
 * The name that a misspelt one most likely stands for: the only one that is a letter or two away from it, upper and
 * lower case and separators aside. `undefined` when there is none, or no single one.
 */
export function nearestName(misspelt: string, names: readonly string[]): string | undefined {
  const letters = plain(misspelt);
  const distances = names.map((name) => distance(letters, plain(name)));
  const least = Math.min(...distances);
  const nearest = names.filter((_, index) => distances[index] === least);
  const isNear = least <= Math.min(2, letters.length / 3);
  return isNear && nearest.length === 1 ? nearest[0] : undefined;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_.\s]/g, "");
}

/** How many letters must be added, removed, replaced or exchanged with their neighbour to make one word of the other. */
function distance(from: string, to: string): number {
  const rows: number[][] = [];
  const at = (line: number, column: number) => rows[line]?.[column] ?? Math.max(line, column);
  for (let line = 1; line <= from.length; line++) {
    const row = (rows[line] = [line]);
    for (let column = 1; column <= to.length; column++) {
      const same = from[line - 1] === to[column - 1];
      const exchanged = from[line - 1] === to[column - 2] && from[line - 2] === to[column - 1];
      row[column] = Math.min(
        at(line - 1, column - 1) + (same ? 0 : 1),
        at(line - 1, column) + 1,
        at(line, column - 1) + 1,
        line > 1 && column > 1 && exchanged ? at(line - 2, column - 2) + 1 : Infinity,
      );
    }
  }
  return at(from.length, to.length);
}
