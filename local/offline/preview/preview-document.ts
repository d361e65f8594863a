import { createHash } from "node:crypto";

import { z } from "zod";

import { type Estimate, estimateSchema } from "../../cost/estimate";
import { type Violation } from "../analyze";
import { type Registration } from "../registration";
import { Secret, unknown, type Value } from "../wire-values";
import { type Preview } from "./preview";
import { typeGroup } from "./resource-type";
import { byWeight } from "./violation-order";

const resourceSchema = z.strictObject({
  type: z.string().describe("Type token, for example aws:ecs/service:Service."),
  name: z.string().describe("Logical name in the program."),
  urn: z.string(),
  parent: z.string().describe("URN of the parent; empty for the stack itself, which comes first."),
  custom: z.boolean().describe("Whether a provider makes it; otherwise it is a component."),
  remote: z
    .boolean()
    .describe("Whether it is a component whose children are made by its provider and not listed."),
  inputs: z
    .record(z.string(), z.json())
    .describe(
      'Inputs as the program gave them. A secret is "[secret]"; a value that only a deployment gives, "[unknown]"; a text as long as a function\'s code, its length and SHA-256.',
    ),
  protect: z.boolean(),
  retainOnDelete: z.boolean(),
  ignoreChanges: z.array(z.string()),
  dependencies: z.array(z.string()).describe("URNs of the resources that it waits for."),
});

const violationSchema = z.strictObject({
  policy: z.string(),
  enforcementLevel: z.enum(["advisory", "mandatory"]),
  severity: z.enum(["low", "medium", "high", "critical"]).optional(),
  resource: z.string().describe("URN; the stack's own where the stack as a whole is at fault."),
  message: z.string(),
});

const exceptionSchema = z.strictObject({
  policy: z.string(),
  resource: z.string().describe("URN."),
  reason: z.string(),
  owner: z.string(),
  expires: z.string().describe("Last day on which it holds, in UTC."),
  excepted: z.array(z.string()).describe("What the policy would otherwise have reported."),
});

/** The form of what `npm run preview -- <stack> --json` prints. */
export const previewSchema = z.strictObject({
  project: z.string(),
  stack: z.string(),
  resources: z.array(resourceSchema).describe("Every resource, in the order of registration."),
  violations: z
    .array(violationSchema)
    .describe("What the policies report: mandatory ones first, and of one level the most severe first."),
  exceptions: z
    .array(exceptionSchema)
    .describe("The exceptions in force of the stack's policyExceptions. What they except is no violation."),
  missingFirstValues: z
    .array(z.strictObject({ secret: z.string(), key: z.string(), command: z.string() }))
    .describe("First values that nobody has supplied yet, with the command that sets each."),
  cost: estimateSchema.optional().describe("What the stack costs in a month. Only with --cost."),
  summary: z.strictObject({
    resources: z.int().describe("Number of resources, without the stack itself."),
    byGroup: z
      .record(z.string(), z.int())
      .describe("Provider and module, for example aws:ecs, to number of resources."),
    policies: z.int().describe("Number of policies that ran."),
    mandatory: z.int().describe("Number of mandatory violations."),
    advisory: z.int().describe("Number of advisory violations."),
    exceptions: z.int().describe("Number of exceptions in force."),
    seconds: z.number().describe("Time that the whole command took."),
  }),
});

export type PreviewDocument = z.output<typeof previewSchema>;

/** A preview as plain data, without any secret; with what the stack costs, where that was asked for. */
export function previewDocument(preview: Preview, seconds: number, cost?: Estimate): PreviewDocument {
  const { recording, missingFirstValues } = preview;
  const violations = preview.violations.filter(({ exception }) => exception === undefined);
  const exceptions = exceptionsIn(preview.violations);
  const count = (level: string) =>
    violations.filter(({ enforcementLevel }) => enforcementLevel === level).length;
  return {
    project: recording.project,
    stack: recording.stack,
    resources: [recording.root, ...recording.resources].map(resourceEntry),
    violations: violations.toSorted(byWeight),
    exceptions,
    missingFirstValues,
    ...(cost && { cost }),
    summary: {
      resources: recording.resources.length,
      byGroup: countByGroup(recording.resources),
      policies: preview.policies,
      mandatory: count("mandatory"),
      advisory: count("advisory"),
      exceptions: exceptions.length,
      seconds,
    },
  };
}

/** Each exception in force once, with all that it excepts. */
function exceptionsIn(violations: readonly Violation[]): PreviewDocument["exceptions"] {
  const found = new Map<string, PreviewDocument["exceptions"][number]>();
  for (const { policy, resource, message, exception } of violations) {
    if (exception === undefined) continue;
    const { reason, owner, expires } = exception;
    const key = `${policy} ${resource}`;
    const excepted = [...(found.get(key)?.excepted ?? []), message];
    found.set(key, { policy, resource, reason, owner, expires, excepted });
  }
  return [...found.values()];
}

function resourceEntry(resource: Registration): PreviewDocument["resources"][number] {
  const { type, name, urn, parent, custom, remote, inputs, options, dependencies } = resource;
  const { protect = false, retainOnDelete = false, ignoreChanges } = options;
  const masked = Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, mask(value)]));
  return {
    type,
    name,
    urn,
    parent,
    custom,
    remote,
    inputs: masked,
    protect,
    retainOnDelete,
    ignoreChanges,
    dependencies,
  };
}

type Json = z.output<ReturnType<typeof z.json>>;

function mask(value: Value): Json {
  if (value === unknown) return "[unknown]";
  if (value instanceof Secret) return "[secret]";
  if (Array.isArray(value)) return value.map(mask);
  if (typeof value === "string") return shortened(value);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mask(member)]));
}

/** No longer than anything that people read: a task definition or a policy. */
const longestText = 65536;

function shortened(text: string): string {
  if (text.length <= longestText) return text;
  return `[text of ${text.length} characters, SHA-256 ${createHash("sha256").update(text).digest("hex")}]`;
}

function countByGroup(resources: readonly Registration[]): Record<string, number> {
  const groups = resources.map(({ type }) => typeGroup(type)).sort();
  return Object.fromEntries(
    [...new Set(groups)].map((group) => [group, groups.filter((it) => it === group).length]),
  );
}
