import { accessMatrix } from "../access/matrix";
import { type DeclaredStack } from "../access/declared-access";

/** Tells whether a principal, by its IAM ARN, is declared as a reader of a secret. */
export type IsDeclared = (secret: string, principal: string) => boolean;

/**
 * Declared are the stack's own roles whose policies let them read the secret, its service's rotation function, and those
 * whom the stack names.
 */
export function declaredReaders(stacks: readonly DeclaredStack[]): IsDeclared {
  const patterns = new Map<string, string[]>();
  const { rows } = accessMatrix(stacks);
  for (const { environment, partition, account, secrets, roles, readers } of stacks) {
    const own = new Set(roles.map(({ arn }) => arn));
    for (const { name } of secrets) {
      const service = name.slice(0, name.indexOf(`-${environment}-`));
      const allowed = rows.filter(
        (row) => own.has(row.arn) && row.secrets.some(({ secret, read }) => secret === name && read.allowed),
      );
      patterns.set(name, [
        ...readers,
        ...allowed.map(({ arn }) => arn),
        `arn:${partition}:iam::${account}:role/*${service}-${environment}-rotation`,
      ]);
    }
  }
  return (secret, principal) => (patterns.get(secret) ?? []).some((pattern) => isLike(principal, pattern));
}

/** As IAM's `ArnLike`, and a role by its name alone, whose path a declaration need not tell. */
function isLike(arn: string, pattern: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".")
    .replace(/:role\//, ":role/(.*/)?");
  return new RegExp(`^${expression}$`).test(arn);
}
