/** What an import would do to a secret. */
export interface ImportPlan {
  /** Keys whose value is new or another. */
  changes: string[];
  /** Keys that have the value already. */
  unchanged: string[];
  /** Variables that are no key of the secret. */
  undeclared: string[];
  /** The secret's value afterwards; without the undeclared variables. */
  values: Record<string, string>;
}

/**
 * Plans the import of variables into a secret.
 *
 * @param declared the keys that the stack declares; empty where it says nothing, which allows the keys that are there
 */
export function importPlan(
  variables: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>>,
  declared: readonly string[],
): ImportPlan {
  const allowed = declared.length > 0 ? declared : Object.keys(values);
  const names = Object.keys(variables).sort();
  const known = names.filter((name) => allowed.includes(name));
  const imported = Object.fromEntries(known.map((name) => [name, variables[name] ?? ""]));
  return {
    changes: known.filter((name) => values[name] !== variables[name]),
    unchanged: known.filter((name) => values[name] === variables[name]),
    undeclared: names.filter((name) => !allowed.includes(name)),
    values: { ...values, ...imported },
  };
}
