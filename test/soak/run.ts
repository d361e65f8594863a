import { copyFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Command, InvalidArgumentError } from "commander";

import { hasEngine, missingEngine } from "../../local/stack/engine";
import { localAws, startLocalAws, stopLocalAws } from "../support/local-aws";
import { kindOf, type Outcome } from "./outcome";
import { Soak } from "./soak";
import { summarize, summaryText } from "./summary";

const keptLog = join(tmpdir(), "soak-local-aws.log");

interface Flags {
  seed?: number;
  from: number;
  seeds: number;
  json: boolean;
}

new Command("soak")
  .description(
    "Does harm to calls of AWS, by seed, while secrets rotate, roll out, are changed by commands and deployed, and checks what is there " +
      "afterwards. Exits 1 if anything is wrong; --seed shows what a seed does; Ctrl-C ends it with the figures so far.",
  )
  .option("--seed <number>", "run this seed only, and tell its story", positive)
  .option("--from <number>", "the first seed", positive, 1)
  .option("--seeds <number>", "how many seeds", positive, 1000)
  .option("--json", "print one JSON document and nothing else on standard output", false)
  .action(soak)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });

async function soak({ seed, from, seeds, json }: Flags): Promise<void> {
  const outcomes: Outcome[] = [];
  const wanted = seed === undefined ? Array.from({ length: seeds }, (_, index) => from + index) : [seed];
  const canDeploy = hasEngine();
  if (!canDeploy) console.error(`deployments are left out: ${missingEngine}`);
  await startLocalAws();
  const run = await Soak.begin();
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      interrupted.abort();
      console.error("interrupted: the seed that runs is the last one");
    });
  }
  for (const each of wanted) {
    if (interrupted.signal.aborted) break;
    if (kindOf(each) === "up" && !canDeploy) continue;
    const outcome = await run.run(each);
    outcomes.push(outcome);
    if (outcomes.length % 10 === 0) console.error(`${outcomes.length} of ${wanted.length} seeds`);
    if (outcome.violations.length > 0) console.error(complaint(outcome));
  }
  await run.end();
  if (failed(outcomes).length > 0) {
    copyFileSync(localAws().log, keptLog);
    console.error(`the local AWS's log is kept in ${keptLog}`);
  }
  await stopLocalAws();
  const summary = summarize(outcomes);
  if (seed !== undefined && !json) console.log(outcomes.flatMap(({ story }) => story).join("\n"));
  console.log(
    json ? JSON.stringify({ ...summary, failed: failed(outcomes) }, undefined, 2) : summaryText(summary),
  );
  if (failed(outcomes).length > 0) process.exitCode = 1;
}

function failed(outcomes: readonly Outcome[]): Outcome[] {
  return outcomes.filter(({ violations }) => violations.length > 0);
}

function complaint({ seed, violations }: Outcome): string {
  return [`seed ${seed} is wrong; npm run soak -- --seed ${seed} runs it again:`, ...violations].join("\n  ");
}

function positive(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("give a whole number from 1 on");
  return Number(text);
}
