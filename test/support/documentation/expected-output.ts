/** A line of its own for any lines, none included; within a line for any text. */
const elision = "…";

/**
 * How a command's output differs from what a page says that it prints; `undefined` where it does not. The lines must come in the
 * order of the page, with nothing between them but what the page leaves out with `…`. Spaces at a line's end do not count.
 */
export function differenceFrom(documented: readonly string[], output: string): string | undefined {
  const printed = output.replace(/\n$/, "").split("\n").map(withoutEnd);
  const lines = printed.length === 1 && printed[0] === "" ? [] : printed;
  const wanted = documented.map(withoutEnd);
  if (pattern(wanted).test(lines.map((line) => `${line}\n`).join(""))) return undefined;
  const from = firstUnmet(wanted, lines);
  return [
    from === undefined ? "it prints more than the page shows:" : `it does not print, in this place: ${from}`,
    ...lines,
  ].join("\n");
}

function withoutEnd(line: string): string {
  return line.replace(/\s+$/, "");
}

function pattern(wanted: readonly string[]): RegExp {
  return new RegExp(`^${wanted.map(linePattern).join("")}$`);
}

function linePattern(line: string): string {
  if (line.trim() === elision) return "(?:.*\\n)*?";
  return `${line.split(elision).map(escaped).join(".*")}\\n`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The first line of the page with which what stands above it is no longer the beginning of the output. */
function firstUnmet(wanted: readonly string[], lines: readonly string[]): string | undefined {
  const text = lines.map((line) => `${line}\n`).join("");
  return wanted.find((line, index) => {
    const beginning = wanted.slice(0, index + 1).map(linePattern);
    return line.trim() !== elision && !new RegExp(`^${beginning.join("")}`).test(text);
  });
}
