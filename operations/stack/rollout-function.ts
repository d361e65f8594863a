import { type StackSecret } from "./stack-secret";

/**
 * Name of the function that takes the services of a secret's stack to their secrets' current versions. A stack with a part of an
 * environment's services has one of its own, and its secrets carry the tag `Part`.
 */
export function rolloutFunctionName({
  tags: { Project = "", Part },
  environment,
}: Pick<StackSecret, "tags" | "environment">): string {
  return [Project, environment, ...(Part === undefined ? [] : [Part]), "rollout"].join("-");
}
