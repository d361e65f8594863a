import { z } from "zod";

const resourceSchema = z.object({
  urn: z.string(),
  type: z.string(),
  protect: z.boolean().default(false),
});
/** A resource in a stack's state. */
export type StateResource = z.output<typeof resourceSchema>;

const deploymentSchema = z.object({
  deployment: z.object({
    resources: z.array(resourceSchema).default([]),
    pending_operations: z.array(z.unknown()).default([]),
  }),
});

/** What `pulumi stack export` tells of a stack. */
export interface StackState {
  /** The resources, providers and the stack itself left out. */
  resources: StateResource[];
  /** Whether the engine was killed while it changed a resource. */
  interrupted: boolean;
}

/** Reads what `pulumi stack export` printed. */
export function parseState(exported: string): StackState {
  const { resources, pending_operations } = deploymentSchema.parse(JSON.parse(exported)).deployment;
  return {
    resources: resources.filter(({ type }) => !type.startsWith("pulumi:")),
    interrupted: pending_operations.length > 0,
  };
}
