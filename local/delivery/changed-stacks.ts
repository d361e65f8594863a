import { type Environment, environments } from "../../naming";

/** What no stack is made of, and no preview is run by. */
const ofNoStack = [
  /^(?:bench|bin|docs|esc|operations|test)\//,
  /^[^/]+\.md$/,
  /^LICENSE$/,
  /^Pulumi\.[^/]+\.deploy\.yaml$/,
];

/**
 * The stacks that changed files concern: one of whose own file changed, or all of them. A file that is not known to concern
 * none may concern any.
 *
 * @param files paths from the project's folder
 */
export function changedStacks(files: readonly string[]): Environment[] {
  return environments.filter((stack) => files.some((file) => concerns(file, stack)));
}

function concerns(file: string, stack: Environment): boolean {
  if (ofNoStack.some((pattern) => pattern.test(file))) return false;
  const own = environments.find((environment) => file === `Pulumi.${environment}.yaml`);
  return own === undefined || own === stack;
}
