import { z } from "zod";

const operationSchema = z.looseObject({
  type: z.string(),
  resource: z.looseObject({
    urn: z.string(),
    type: z.string(),
    inputs: z.record(z.string(), z.unknown()).default({}),
  }),
});
const exportedSchema = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(z.looseObject({ urn: z.string() })).default([]),
    pending_operations: z.array(operationSchema).default([]),
  }),
});
type Inputs = z.output<typeof operationSchema>["resource"]["inputs"];

/** The AWS provider's id of a resource, whether or not that is there; `undefined` where nothing tells it. */
export type IdOf = (type: string, inputs: Inputs) => Promise<string | undefined>;

/**
 * Notes in a state, as `pulumi stack export` printed it, what an engine that was killed may have made and not noted: each resource of whose
 * creation the end is not known, where its id is. A refresh afterwards takes out what is not there.
 *
 * @returns what `pulumi stack import` takes
 */
export async function noteUnfinished(exported: string, idOf: IdOf): Promise<string> {
  const state = exportedSchema.parse(JSON.parse(exported));
  const { resources, pending_operations: pending } = state.deployment;
  const known = new Set(resources.map(({ urn }) => urn));
  for (const { type, resource } of pending) {
    if (type !== "creating" || known.has(resource.urn)) continue;
    const id = await idOf(resource.type, resource.inputs);
    if (id !== undefined) resources.push({ ...resource, id, outputs: { ...resource.inputs, id } });
  }
  return JSON.stringify({ ...state, deployment: { ...state.deployment, resources } });
}
