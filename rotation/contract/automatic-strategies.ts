import { type DeclaredStrategies } from "./rotation-environment";
import { type StrategyDeclaration } from "./strategy-schema";

/** When a secret is rotated whose keys have strategies, but which has no schedule of its own. */
export const defaultSchedule = "rate(30 days)";

interface DeclaredSecret {
  name: string;
  /** JSON key to how it is rotated. Without a strategy, a person rotates it. */
  keys: Readonly<Record<string, { rotation?: StrategyDeclaration | undefined }>>;
}

/** The strategies that a rotation function carries out; secrets that have none are left out. In alphabetical order of keys. */
export function automaticStrategies(secrets: readonly DeclaredSecret[]): DeclaredStrategies {
  const strategies = secrets.map(({ name, keys }) => {
    const declared = Object.entries(keys).flatMap(([key, { rotation }]) =>
      rotation === undefined || rotation.strategy === "manual" ? [] : [[key, rotation] as const],
    );
    return [name, declared.sort(([a], [b]) => (a < b ? -1 : 1))] as const;
  });
  return Object.fromEntries(
    strategies.flatMap(([name, keys]) => (keys.length === 0 ? [] : [[name, Object.fromEntries(keys)]])),
  );
}
