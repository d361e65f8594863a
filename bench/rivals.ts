import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Bench, type Row } from "./bench";
import { type Usage, usageOf } from "./measured-process";
import { installCdk, installCheckov } from "./rival-tools";
import { least, median, rounded } from "./statistics";

/** Numbers of services, and how often each is measured. */
const sizes = [
  [10, 3],
  [100, 3],
  [500, 1],
] as const;

const ours = "this preview, with policies";

export const rivals: Bench = {
  name: "rivals",
  description:
    "The offline preview with all policies, as a process, against AWS CDK's synth with cdk-nag of the same services, and checkov on its templates: processor time, least and median, and most memory.",
  run: async () => {
    const tools = { app: installCdk().file, checkov: installCheckov() };
    const rows: Row[] = [];
    for (const [services, runs] of sizes) rows.push(...(await measure(services, runs, tools)));
    return rows;
  },
  aims: [
    {
      text: "half of the CDK's time at most, at 100 services",
      figure: (rows) =>
        rows.find(({ services, what }) => services === 100 && what === ours)?.["ratio to CDK"],
      most: 0.5,
      reason:
        "To start takes less than half as long, but each service has 42 resources here and 31 there, and most of the rest is Pulumi's SDK, which makes promises for each output of each resource, and their cleaning up.",
    },
    {
      text: "the time per service at 500 services at most 1.2 x that at 100",
      figure: (rows) => {
        const [hundred, fiveHundred] = [100, 500].map((size) =>
          Number(rows.find(({ services, what }) => services === size && what === ours)?.["ms per service"]),
        );
        return rounded((fiveHundred ?? NaN) / (hundred ?? NaN));
      },
      most: 1.2,
      reason: "The larger the heap, the longer Node.js takes to clean it up.",
    },
  ],
};

interface Tools {
  app: string;
  checkov: string;
}

/** By turns, so that whatever else the machine does slows all of them down. */
async function measure(services: number, runs: number, { app, checkov }: Tools): Promise<Row[]> {
  const output = mkdtempSync(join(tmpdir(), "bench-cdk-"));
  const environment = { SERVICES: String(services), CDK_OUTDIR: output };
  const heap = "--max-old-space-size=8192"; // the CDK needs it for 500 services
  const previews: Usage[] = [];
  const cdk: Usage[] = [];
  const check: Usage[] = [];
  const preview = join(__dirname, "preview-services.ts");
  try {
    for (let count = 0; count < runs; count++) {
      console.error(`${services} services: run ${count + 1} of ${runs}`);
      previews.push(
        await usageOf(["node", heap, "-r", "ts-node/register/transpile-only", preview], environment),
      );
      cdk.push(await usageOf(["node", heap, app], environment, [0, 1])); // 1: cdk-nag has found something
      check.push(
        await usageOf([checkov, "-d", output, "--framework", "cloudformation"], environment, [0, 1]),
      );
    }
  } finally {
    rmSync(output, { recursive: true });
  }
  const against = least(secondsOf(cdk));
  return [
    row(services, ours, previews, against),
    row(services, "CDK synth, with cdk-nag", cdk, against),
    row(services, "checkov on CDK's templates", check, against),
  ];
}

function row(services: number, what: string, usages: readonly Usage[], against: number): Row {
  const seconds = secondsOf(usages);
  return {
    services,
    what,
    "least (s)": rounded(least(seconds)),
    "median (s)": rounded(median(seconds)),
    "memory (MB)": Math.round(Math.max(...usages.map(({ megabytes }) => megabytes))),
    "ratio to CDK": rounded(least(seconds) / against),
    "ms per service": Math.round((least(seconds) * 1000) / services),
  };
}

function secondsOf(usages: readonly Usage[]): number[] {
  return usages.map(({ seconds }) => seconds);
}
