import { cpus, totalmem } from "node:os";

import { type Aim, type Bench, type Row } from "./bench";
import { table } from "./table";

/** A benchmark and what it measured. */
export interface Result {
  bench: Bench;
  rows: readonly Row[];
}

/** All results as a page, Markdown. */
export function resultsPage(results: readonly Result[], date: Date): string {
  const sections = results.map(section);
  const written = `Written by \`npm run bench\` on ${date.toISOString().slice(0, 10)}, on ${machine()}. What each benchmark compares, and how: [docs/benchmarks.md](../docs/benchmarks.md).`;
  return ["# Results of the benchmarks", written, ...sections].join("\n\n") + "\n";
}

/** One benchmark's results: what is compared, the aims, the table. */
export function section({ bench, rows }: Result): string {
  const aims = (bench.aims ?? []).map((aim) => `- ${judged(aim, rows)}`);
  const parts = [`## ${bench.name}`, bench.description, ...(aims.length > 0 ? [aims.join("\n")] : [])];
  return [...parts, table(rows)].join("\n\n");
}

function judged({ text, figure, most, reason }: Aim, rows: readonly Row[]): string {
  const value = figure(rows);
  if (value === undefined) return `Aim: ${text}: not measured.`;
  if (Number(value) <= most) return `Aim: ${text}: met (${value}).`;
  return `Aim: ${text}: missed (${value}). ${reason ?? ""}`.trim();
}

function machine(): string {
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} x ${processor?.model.trim() ?? "a processor"}, ${memory} GB, Node.js ${process.versions.node}`;
}
