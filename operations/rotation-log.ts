import { z } from "zod";

import { parsedJson } from "./parsed-json";

const lineSchema = z.object({
  /** The secret's name. */
  secret: z.string(),
  /** A step of a rotation or of a rollout. */
  step: z.string(),
  /** Version id. */
  version: z.string().optional(),
  /** `failed`, `warning`, or what was done. */
  outcome: z.string(),
  message: z.string().optional(),
});

/** Reads a line that a rotation function itself has logged, which holds no value; Lambda may write a time and a request's id before it. */
export function rotationLine(text: string): z.output<typeof lineSchema> | undefined {
  return lineSchema.safeParse(parsedJson(text.slice(Math.max(0, text.indexOf("{"))))).data;
}
