import { type StackSecret } from "./stack-secret";

/** Name of the ECS cluster that a stack's services run in: the secrets' tag `Cluster`, else `<project>-<environment>` by their tag `Project`. */
export function clusterOf(secrets: readonly StackSecret[]): string | undefined {
  const [secret] = secrets.filter(({ tags }) => tags.Project !== undefined);
  return secret && (secret.tags.Cluster ?? `${secret.tags.Project ?? ""}-${secret.environment}`);
}
