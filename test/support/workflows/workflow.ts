import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { parse } from "yaml";
import { z } from "zod";

const folder = resolve(__dirname, "..", "..", "..", ".github", "workflows");

const permissions = z.record(z.string(), z.enum(["read", "write", "none"]));
const concurrency = z.strictObject({ group: z.string(), "cancel-in-progress": z.boolean() });
const needs = z.union([z.string().transform((name) => [name]), z.array(z.string())]).default([]);

const step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
});
const job = z.object({
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  if: z.string().default(""),
  needs,
  environment: z.string().optional(),
  permissions: permissions.optional(),
  concurrency: concurrency.optional(),
  steps: z.array(step).default([]),
});
const workflow = z.object({
  on: z.record(z.string(), z.unknown()), // YAML 1.2 takes the key for text, as GitHub does
  permissions: permissions.optional(),
  concurrency: concurrency.optional(),
  jobs: z.record(z.string(), job),
});

export type Job = z.output<typeof job>;
export type Step = z.output<typeof step>;

/** A file of .github/workflows. */
export interface Workflow extends z.output<typeof workflow> {
  file: string;
  text: string;
}

export function readWorkflow(file: string, text: string): Workflow {
  return { file, text, ...workflow.parse(parse(text)) };
}

/** All workflows of the repository, by name of their file. */
export function workflows(): Workflow[] {
  return readdirSync(folder)
    .sort()
    .map((file) => readWorkflow(file, readFileSync(join(folder, file), "utf8")));
}

/** Every job, with the workflow that it is in and its place, `<file> <job>`. */
export function jobsOf(all: readonly Workflow[]) {
  return all.flatMap((workflow) =>
    Object.entries(workflow.jobs).map(([name, job]) => ({
      workflow,
      name,
      job,
      place: `${workflow.file} ${name}`,
    })),
  );
}
