import Table from "cli-table3";

/** Width that is printed for where the output is no terminal. */
const defaultWidth = 160;
const gap = 2;

/** A table without lines that fits the terminal: the widest column wraps where it does not. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width = terminalWidth(),
): string {
  const widths = fitted(
    head.map((title, column) => widest([title, ...rows.map((row) => row[column] ?? "")])),
    width,
  );
  const none = Object.fromEntries(lineNames.map((name) => [name, ""]));
  const made = new Table({
    head: [...head],
    colWidths: widths.map((columnWidth) => columnWidth + gap),
    wordWrap: true,
    wrapOnWordBoundary: true,
    chars: none,
    style: { head: [], border: [], "padding-left": 0, "padding-right": gap, compact: true },
  });
  made.push(...rows.map((row) => [...row]));
  return made
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

const lineNames = [
  ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
  ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"],
];

/** Takes from the widest column what is too much, down to eight characters each. */
function fitted(widths: readonly number[], width: number): number[] {
  const result = [...widths];
  const total = () => result.reduce((sum, columnWidth) => sum + columnWidth + gap, -gap);
  while (total() > width && Math.max(...result) > 8) {
    const widestColumn = result.indexOf(Math.max(...result));
    result[widestColumn] = (result[widestColumn] ?? 0) - 1;
  }
  return result;
}

function widest(cells: readonly string[]): number {
  return Math.max(...cells.flatMap((cell) => cell.split("\n").map((line) => line.length)));
}

function terminalWidth(): number {
  return process.stdout.isTTY ? process.stdout.columns : defaultWidth;
}
