import { type StrategyDeclaration } from "./strategy-schema";

/**
 * The strategy that writes each JSON key of a secret: its own, that of the key whose old value or id it holds, or `manual`.
 *
 * @param keys JSON key to how it is declared
 */
export function keyStrategies(
  keys: Readonly<Record<string, { rotation?: StrategyDeclaration | undefined }>>,
): Record<string, string> {
  const strategies: Record<string, string> = {};
  for (const key of Object.keys(keys)) strategies[key] = "manual";
  for (const [key, { rotation }] of Object.entries(keys)) {
    if (rotation === undefined) continue;
    strategies[key] = rotation.strategy;
    const partner = partnerOf(rotation);
    if (partner !== undefined && partner in keys) strategies[partner] = rotation.strategy;
  }
  return strategies;
}

/**
 * The keys that hold another key's value before, each with that other key.
 *
 * @param keys JSON key to how it is declared
 */
export function previousKeys(
  keys: Readonly<Record<string, { rotation?: StrategyDeclaration | undefined }>>,
): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(keys).flatMap(([key, { rotation }]) =>
      rotation?.strategy === "random" && rotation.overlap ? [[rotation.overlap.previousKey, key]] : [],
    ),
  );
}

function partnerOf(rotation: StrategyDeclaration): string | undefined {
  if (rotation.strategy === "random") return rotation.overlap?.previousKey;
  return rotation.strategy === "issuer" ? rotation.idKey : undefined;
}
