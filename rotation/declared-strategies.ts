import * as z from "zod";
import { type RotationEnvironment, strategiesSchema } from "./contract/rotation-environment";
import { RotationError } from "./rotation-error";
import { strategyOf } from "./strategies";
import { type Strategy } from "./strategy";
import { type StrategyTools } from "./strategy-factory";

/**
 * Reads a rotation function's variables.
 *
 * @returns The strategies of a secret, by its name.
 * @throws RotationError for variables that the components would not have made.
 */
export function declaredStrategies(
  { STRATEGIES }: Partial<RotationEnvironment>,
  tools: StrategyTools,
): (secretName: string) => Strategy[] {
  const declared = parseStrategies(STRATEGIES ?? "");
  return (secretName) => {
    const keys = Object.hasOwn(declared, secretName) ? declared[secretName] : undefined;
    if (keys === undefined) throw new RotationError(`STRATEGIES declares no strategies for ${secretName}`);
    return Object.entries(keys).map(([key, declaration]) => strategyOf(key, declaration, tools));
  };
}

const jsonSchema = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "is not JSON" });
    return z.NEVER;
  }
});

function parseStrategies(text: string) {
  const { success, data, error } = jsonSchema.pipe(strategiesSchema).safeParse(text);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => [...path, message].join(": "));
  throw new RotationError(`STRATEGIES is not valid: ${problems.join("; ")}`);
}
