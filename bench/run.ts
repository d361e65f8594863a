import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { Command } from "commander";

import { benches } from "./benches";
import { type Result, resultsPage, section } from "./results";

const names = benches.map(({ name }) => name).join(", ");
const page = join(__dirname, "RESULTS.md");

new Command("bench")
  .description(
    "Runs the benchmarks and prints what they measure. All of them together are written to bench/RESULTS.md.",
  )
  .argument("[names...]", `benchmarks to run: ${names} (default: all)`)
  .option("--json", "print one JSON document and nothing else on standard output", false)
  .action(async (wanted: string[], { json }: { json: boolean }, command: Command) => {
    const unknown = wanted.find((name) => !benches.some((bench) => bench.name === name));
    if (unknown !== undefined) command.error(`there is no benchmark "${unknown}": take ${names}`);
    const results: Result[] = [];
    for (const bench of benches) {
      if (wanted.length > 0 && !wanted.includes(bench.name)) continue;
      console.error(`${bench.name}: measuring`);
      const result = { bench, rows: await bench.run() };
      results.push(result);
      if (!json) process.stdout.write(`\n${section(result)}\n`);
    }
    if (json) process.stdout.write(`${JSON.stringify(results.map(asDocument), undefined, 2)}\n`);
    if (wanted.length === 0) writeFileSync(page, resultsPage(results, new Date()));
  })
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });

function asDocument({ bench: { name, description }, rows }: Result) {
  return { name, description, rows };
}
