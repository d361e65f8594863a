import { formatPath, type Problem, problemAt } from "./problems";

/** Names that must differ within a list. */
export function duplicateProblems(
  names: readonly { name: string; path: readonly PropertyKey[] }[],
): Problem[] {
  const first = new Map<string, readonly PropertyKey[]>();
  return names.flatMap(({ name, path }) => {
    const earlier = first.get(name);
    if (earlier)
      return [problemAt(path, `is declared already in ${formatPath(earlier)}: keep one of them`, name)];
    first.set(name, path);
    return [];
  });
}
