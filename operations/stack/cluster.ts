import { type StackSecret } from "./stack-secret";

/** Name of the ECS cluster that a stack's services run in, `<project>-<environment>`, by the secrets' tag `Project`. */
export function clusterOf(secrets: readonly StackSecret[]): string | undefined {
  const [secret] = secrets.filter(({ tags }) => tags.Project !== undefined);
  return secret && `${secret.tags.Project ?? ""}-${secret.environment}`;
}
