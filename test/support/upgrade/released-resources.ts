import { readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { type Registration } from "../../../local/offline/registration";
import { type Value } from "../../../local/offline/wire-values";
import { type Environment } from "../../../naming";
import { knownUrns } from "./known-urns";
import { replacingInputs } from "./replacing-inputs";

const releasedSchema = z.array(
  z.strictObject({ urn: z.string(), replacing: z.record(z.string(), z.json()).optional() }),
);
/** A resource of the last release: its URN, and those of its inputs whose change replaces it. */
export type Released = z.output<typeof releasedSchema>[number];

export function releasedFile(stack: Environment): string {
  return join(__dirname, "..", "..", "upgrade", "released", `${stack}.json`);
}

export function readReleased(stack: Environment): Released[] {
  return releasedSchema.parse(JSON.parse(readFileSync(releasedFile(stack), "utf8")));
}

/** What there is to say of a stack's resources at a release. */
export function released(resources: readonly Registration[]): Released[] {
  return resources.map((resource) => {
    const replacing = replacingOf(resource);
    return { urn: resource.urn, ...(Object.keys(replacing).length > 0 && { replacing }) };
  });
}

/** A line for each resource of the release that the engine would delete or replace. */
export function losses(before: readonly Released[], now: readonly Registration[]): string[] {
  const known = knownUrns(now);
  const registrations = new Map(now.map((each) => [each.urn, each]));
  return before.flatMap(({ urn, replacing = {} }) => {
    const found = known.get(urn);
    const resource = found && registrations.get(found.urn);
    if (resource === undefined) return [`${urn} would be deleted: give what it is called now an alias`];
    const present = replacingOf(resource);
    return [...new Set([...Object.keys(replacing), ...Object.keys(present)])]
      .filter((input) => JSON.stringify(replacing[input]) !== JSON.stringify(present[input]))
      .map((input) => `${urn} would be replaced: its ${input} changes`);
  });
}

function replacingOf({ type, inputs, options }: Registration): Record<string, Json> {
  const names = (replacingInputs[type] ?? []).filter((name) => !options.ignoreChanges.includes(name));
  return Object.fromEntries(names.flatMap((name) => (isPlain(inputs[name]) ? [[name, inputs[name]]] : [])));
}

type Json = z.output<ReturnType<typeof z.json>>;

/** Neither a secret nor what only a deployment gives. */
function isPlain(value: Value | undefined): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}
