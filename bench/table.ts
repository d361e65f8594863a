import { type Row } from "./bench";

/** Lays rows out as a Markdown table, numbers to the right. */
export function table(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => columns.map((column) => String(row[column] ?? "")));
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const isNumber = columns.map((column) => rows.every((row) => typeof row[column] === "number"));
  const line = (texts: readonly string[]) => {
    const padded = texts.map((text, index) => {
      const width = widths[index] ?? 0;
      return isNumber[index] === true ? text.padStart(width) : text.padEnd(width);
    });
    return `| ${padded.join(" | ")} |`;
  };
  const rule = widths.map((width, index) => "-".repeat(width - 1) + (isNumber[index] === true ? ":" : "-"));
  return [line(columns), line(rule), ...cells.map(line)].join("\n");
}
