import { resolve } from "node:path";

import { RunError } from "@pulumi/pulumi";
import { Command, Option } from "commander";
import { z } from "zod";

import { assume } from "./cost/assumptions";
import { estimateCost } from "./cost/estimate";
import { InputError } from "./offline/input-error";
import { paintFor } from "./offline/preview/paint";
import { readPolicyConfig } from "./offline/preview/policy-config-file";
import { preview } from "./offline/preview/preview";
import { previewDocument, previewSchema } from "./offline/preview/preview-document";
import { report } from "./offline/preview/report";
import { writeSarif } from "./offline/preview/sarif-file";

const violated = 1;
const failed = 2;

interface Flags {
  cwd: string;
  configFile?: string;
  policyPackConfig?: string;
  requireValues: boolean;
  failOn: "mandatory" | "advisory";
  cost: boolean;
  assume: string[];
  json: boolean;
  sarif?: string;
}

const command = new Command("preview")
  .description(
    "Shows what a stack would deploy and what the policies say to it, without an engine, an account or credentials.\n" +
      `Exits ${violated} on a violation, ${failed} on a fault in files, configuration or program.`,
  )
  .argument("[stack]", "name of the stack")
  .option("-C, --cwd <folder>", "the project's folder", ".")
  .option("--config-file <file>", "the stack's file, instead of Pulumi.<stack>.yaml")
  .option("--policy-pack-config <file>", "JSON or YAML file of the policies' levels and settings")
  .option("--require-values", "fail where a first value is missing, as a real preview does", false)
  .addOption(
    new Option("--fail-on <level>", "lowest level of violation to fail on")
      .choices(["mandatory", "advisory"])
      .default("mandatory"),
  )
  .option("--cost", "estimate what the stack costs in a month", false)
  .option<string[]>(
    "--assume <name=number>",
    "for --cost: how much of a thing is used in a month, such as networkGb=500; may be repeated",
    (given, others) => [...others, given],
    [],
  )
  .option("--json", "print one JSON document and nothing else on standard output", false)
  .option("--sarif <file>", "write the violations to a file too, in SARIF 2.1.0")
  .addOption(new Option("--json-schema", "print the JSON schema of that document and exit"))
  .on("option:json-schema", () => {
    print(JSON.stringify(z.toJSONSchema(previewSchema), undefined, 2));
    process.exit();
  })
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : failed))
  .action(run);

async function run(stack: string | undefined, flags: Flags): Promise<void> {
  if (stack === undefined) throw new InputError("name a stack: npm run preview -- <stack>");
  const { cwd, configFile, policyPackConfig, requireValues, failOn, cost, json, sarif } = flags;
  if (!cost && flags.assume.length > 0)
    throw new InputError("--assume is for --cost: add that, or leave both out");
  const assumptions = assume(flags.assume);
  const startFolder = process.cwd(); // the program runs in the project's
  const result = await withoutStandardOutput(() =>
    preview({
      folder: resolve(cwd),
      stack,
      requireValues,
      ...(configFile !== undefined && { configFile: resolve(configFile) }),
      ...(policyPackConfig !== undefined && { policyConfig: readPolicyConfig(policyPackConfig) }),
    }),
  );
  const estimate = cost ? estimateCost(result.recording, assumptions) : undefined;
  const document = previewDocument(result, Math.round(performance.now() / 100) / 10, estimate);
  if (sarif !== undefined) writeSarif(resolve(startFolder, sarif), result, startFolder);
  print(
    json
      ? JSON.stringify(document, undefined, 2)
      : report(result, document, paintFor(process.stdout, process.env)),
  );
  const { mandatory, advisory } = document.summary;
  if (mandatory > 0 || (failOn === "advisory" && advisory > 0)) process.exitCode = violated;
}

/** What the program itself prints goes to standard error. */
async function withoutStandardOutput<T>(work: () => Promise<T>): Promise<T> {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

command.parseAsync().catch((error: unknown) => {
  const isUserError = error instanceof InputError || RunError.isInstance(error);
  console.error(isUserError ? error.message : error);
  process.exitCode = failed;
});
