import { isEnvironment, parseSecretName } from "../naming";

export { environments, parseSecretName, parseStackName, secretTypes } from "../naming";

/**
 * The environment that a name belongs to. A name or pattern that does not follow the convention of secrets belongs to
 * the last environment that is a word of it: `load-test-runner-prod-*` is of `prod`, `product-*` of none.
 */
export function environmentOf(name: string): string | undefined {
  return (
    parseSecretName(name)?.environment ??
    name
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .findLast(isEnvironment)
  );
}
