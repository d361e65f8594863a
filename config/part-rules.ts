import { type StackNameParts } from "../naming";
import { type RawStack } from "./check";
import { type Problem, problemAt } from "./problems";
import { replicaSettings, sharedSettings } from "./stack-schema";

/**
 * What is unclear of a stack whose name is longer than its environment's: it has a part of the environment's services, or uses
 * replicas of their secrets in another Region, and its settings say which.
 */
export function stackKindProblem(raw: RawStack, { environment, part }: StackNameParts): Problem | undefined {
  const { environmentStack, replicaOf } = raw;
  if (environmentStack !== undefined && replicaOf !== undefined) {
    const rule = `is for a stack with a part of the services of ${environment}, and replicaOf for one that uses replicas of their secrets: remove one of them`;
    return problemAt(["environmentStack"], rule, environmentStack);
  }
  if (part === undefined || environmentStack !== undefined || replicaOf !== undefined) return undefined;
  const rule = `must be ${environment}, or set environmentStack for a part of the services of ${environment}, or replicaOf for replicas of their secrets in another Region`;
  return problemAt(["stack"], rule, `${environment}-${part}`);
}

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
  const shared = `is a setting of the whole environment: remove it here, and set it in ${environment}`;
  const replicated = `is not for a part of an environment: keep the services whose secrets are replicated in ${environment}`;
  const isSet = (setting: string) => raw[setting] !== undefined;
  return [
    ...(foreign ? [problemAt(["environmentStack"], rule, environmentStack)] : []),
    ...sharedSettings.filter(isSet).map((setting) => problemAt([setting], shared)),
    ...replicaSettings.filter(isSet).map((setting) => problemAt([setting], replicated)),
  ];
}

/** A part's settings without those that only the environment's stack has. */
export function withoutEnvironmentSettings(raw: RawStack): RawStack {
  const foreign: readonly string[] = [...sharedSettings, ...replicaSettings];
  return Object.fromEntries(Object.entries(raw).filter(([setting]) => !foreign.includes(setting)));
}
