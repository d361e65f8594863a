import { Command } from "commander";

import { benches } from "./benches";
import { table } from "./table";

const names = benches.map(({ name }) => name).join(", ");

new Command("bench")
  .description("Runs the benchmarks and prints what they measure.")
  .argument("[names...]", `benchmarks to run: ${names} (default: all)`)
  .option("--json", "print one JSON document and nothing else on standard output", false)
  .action(async (wanted: string[], { json }: { json: boolean }, command: Command) => {
    const unknown = wanted.find((name) => !benches.some((bench) => bench.name === name));
    if (unknown !== undefined) command.error(`there is no benchmark "${unknown}": take ${names}`);
    const results = [];
    for (const { name, description, run } of benches) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      console.error(`${name}: measuring`);
      const rows = await run();
      results.push({ name, description, rows });
      if (!json) process.stdout.write(`\n${name}\n${description}\n\n${table(rows)}\n`);
    }
    if (json) process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
  })
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
