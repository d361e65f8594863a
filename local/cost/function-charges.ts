import { z } from "zod";

import { type Registration } from "../offline/registration";
import { type Amounts, type Use } from "./amounts";

const functionSchema = z.object({
  memorySize: z.number().default(128),
  architectures: z.tuple([z.literal("arm64")]),
});

/** A Lambda function, called as often and for as long as is assumed. */
export function functionCharges({ inputs }: Registration, { assumptions }: Use): Amounts | string {
  const { data } = functionSchema.safeParse(inputs);
  if (data === undefined) return "only functions on arm64 are priced";
  const { functionCalls, functionSeconds } = assumptions;
  return {
    functionCalls: functionCalls / 1_000_000,
    functionTime: (functionCalls * functionSeconds * data.memorySize) / 1024,
  };
}
