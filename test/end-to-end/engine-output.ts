import { z } from "zod";

const previewSchema = z.object({
  steps: z.array(
    z.object({
      op: z.string(),
      urn: z.string(),
      newState: z.object({ parent: z.string().default("") }).optional(),
    }),
  ),
});

/** What `pulumi preview --json` says of a resource. */
export interface Step {
  op: string;
  urn: string;
  /** URN of the parent; empty for the stack. */
  parent: string;
}

/** Reads what `pulumi preview --json` printed; providers are left out. */
export function parseSteps(text: string): Step[] {
  return previewSchema
    .parse(JSON.parse(text))
    .steps.filter(({ urn }) => !urn.includes("::pulumi:providers:"))
    .map(({ op, urn, newState }) => ({ op, urn, parent: newState?.parent ?? "" }));
}

const summarySchema = z.object({ changeSummary: z.object({ same: z.number().default(0) }) });

/** How many resources `pulumi preview --json` would leave as they are. */
export function unchangedIn(text: string): number {
  return summarySchema.parse(JSON.parse(text)).changeSummary.same;
}

/** The steps that would change something, as `<operation> <type> <name>`, sorted. */
export function changesOf(steps: readonly Step[]): string[] {
  return steps
    .filter(({ op }) => op !== "same")
    .map(({ op, urn }) => `${op} ${typeAndName(urn)}`)
    .sort();
}

/** What `pulumi up` counts at its end, such as `55 unchanged`. */
export function parseCounts(text: string): string[] {
  const [, , counts = ""] = /(^|\n)Resources:\n((?: {4}.*\n)*)/.exec(text) ?? [];
  return counts.split("\n").flatMap((line) => (line === "" ? [] : [line.trim()]));
}

/** `<type> <name>` of a URN, without the types of its parents. */
export function typeAndName(urn: string): string {
  const [, , types = "", ...name] = urn.replace(/^urn:pulumi:/, "").split("::");
  return `${types.split("$").at(-1) ?? ""} ${name.join("::")}`;
}
