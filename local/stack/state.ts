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
    resources: z.array(resourceSchema.extend({ initErrors: z.array(z.unknown()).default([]) })).default([]),
    pending_operations: z.array(z.unknown()).default([]),
  }),
});

/** What `pulumi stack export` tells of a stack. */
export interface StackState {
  /** The resources, providers and the stack itself left out. */
  resources: StateResource[];
  /** Whether the engine was killed while it changed a resource. */
  interrupted: boolean;
  /** Whether AWS has made a resource that the provider could then not look at, so that the state does not know all of it. */
  half: boolean;
}

/** Reads what `pulumi stack export` printed. */
export function parseState(exported: string): StackState {
  const { resources, pending_operations } = deploymentSchema.parse(JSON.parse(exported)).deployment;
  const own = resources.filter(({ type }) => !type.startsWith("pulumi:"));
  return {
    resources: own.map(({ urn, type, protect }) => ({ urn, type, protect })),
    interrupted: pending_operations.length > 0,
    half: own.some(({ initErrors }) => initErrors.length > 0),
  };
}
