import { type DeclarationOf, type StrategyName } from "../contract/strategy-schema";
import { type Strategy } from "../strategy";
import { type StrategyFactory, type StrategyTools } from "../strategy-factory";
import { issuer } from "./issuer";
import { manual } from "./manual";
import { mongodb } from "./mongodb";
import { mongodbAtlas } from "./mongodb-atlas";
import { random } from "./random";

type Factories = { [Name in StrategyName]: StrategyFactory<Name> };

const factories = {
  random,
  mongodb,
  "mongodb-atlas": mongodbAtlas,
  issuer,
  manual,
} satisfies Factories;

/** The strategy that a JSON key of a secret is declared with. */
export function strategyOf<Name extends StrategyName>(
  key: string,
  declaration: DeclarationOf<Name> & { strategy: Name },
  tools: StrategyTools,
): Strategy {
  const complete: Factories = factories;
  return complete[declaration.strategy](key, declaration, tools);
}
