import * as z from "zod";

import { strategySchema } from "./strategy-schema";

/** Secret name to JSON key to the way that it is rotated. */
export const strategiesSchema = z.record(z.string(), z.record(z.string(), strategySchema));
export type DeclaredStrategies = z.output<typeof strategiesSchema>;

/** Environment variables of a service's rotation function. */
export interface RotationEnvironment {
  /** {@link DeclaredStrategies} as JSON. */
  STRATEGIES: string;
}
