import { z } from "zod";

import { parsedJson } from "../parsed-json";

const failureSchema = z.object({ errorType: z.literal("RotationError"), errorMessage: z.string() });

/** What one of the project's own functions says of its failure; other errors than its own may quote a value. */
export function functionError(payload: string): string | undefined {
  return failureSchema.safeParse(parsedJson(payload)).data?.errorMessage;
}
