import { type StackNameParts } from "../naming";
import { type RawStack } from "./check";
import { type Problem, problemAt } from "./problems";
import { sharedSettings } from "./stack-schema";

/**
 * The rules of a stack's place in its environment: whether it makes the environment, or has a part of its services and
 * names the stack that does.
 */
export function environmentStackProblems(raw: RawStack, { environment, part }: StackNameParts): Problem[] {
  const { environmentStack } = raw;
  if (part === undefined) {
    if (environmentStack === undefined) return [];
    const rule = `is for a part of an environment, such as ${environment}-payments, and this stack makes ${environment}: remove it`;
    return [problemAt(["environmentStack"], rule, environmentStack)];
  }
  const foreign = typeof environmentStack === "string" && environmentStack.split("/").at(-1) !== environment;
  const rule = `must be the stack that makes ${environment}: ${environment}, or <organization>/<project>/${environment}`;
  return [
    ...(foreign ? [problemAt(["environmentStack"], rule, environmentStack)] : []),
    ...sharedSettings
      .filter((setting) => raw[setting] !== undefined)
      .map((setting) =>
        problemAt(
          [setting],
          `is a setting of the whole environment: remove it here, and set it in ${environment}`,
        ),
      ),
  ];
}

/** A part's settings without those that are the environment's. */
export function withoutSharedSettings(raw: RawStack): RawStack {
  return Object.fromEntries(
    Object.entries(raw).filter(([setting]) => sharedSettings.every((shared) => shared !== setting)),
  );
}
