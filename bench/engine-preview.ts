import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startEmulator } from "../local/aws/emulator";
import { type Engine, hasEngine, missingEngine } from "../local/stack/engine";
import { prepareStack } from "../local/stack/prepare";
import { StackFiles } from "../local/stack/stack-files";
import { type Bench, type Row } from "./bench";
import { least, median, rounded } from "./statistics";

const runs = 5;
const policyPack = ["--policy-pack", "policy-pack"];

export const enginePreview: Bench = {
  name: "engine",
  description:
    "The time of `pulumi preview` of prod on the local AWS with the policy pack, relative to the same without it, by turns; least and median.",
  run: async () => {
    if (!hasEngine()) return [{ measured: `nothing: ${missingEngine}` }];
    const folder = mkdtempSync(join(tmpdir(), "bench-engine-"));
    const emulator = await startEmulator({ privateFolder: folder, onProgress: console.error });
    try {
      const place = { endpoint: emulator.endpoint, say: console.error, onOutput: () => undefined };
      return await measure(await prepareStack("prod", { ...place, files: new StackFiles(folder) }));
    } finally {
      await emulator.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  aims: [
    {
      text: "1.15 x the time without policies at most",
      figure: ([leastOfEach]) => leastOfEach?.ratio,
      most: 1.15,
      reason:
        "Pulumi starts the pack as a second Node.js process, which loads TypeScript whether the pack needs it or not, and the program waits for it.",
    },
  ],
};

async function measure(engine: Engine): Promise<Row[]> {
  const bare: number[] = [];
  const checked: number[] = [];
  for (let run = 0; run < runs; run++) {
    bare.push(await secondsOf(() => engine.runProgram("preview")));
    checked.push(await secondsOf(() => engine.runProgram("preview", ...policyPack)));
  }
  return [
    { measured: "least of each", ...row(least(bare), least(checked)) },
    { measured: "median of each", ...row(median(bare), median(checked)) },
  ];
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

function row(bare: number, checked: number): Row {
  return {
    "without policies (s)": rounded(bare),
    "with policies (s)": rounded(checked),
    ratio: rounded(checked / bare),
  };
}
