import { type DeclarationOf, type StrategyName } from "./contract/strategy-schema";
import { type SecretValues } from "./secret-values";
import { type Strategy } from "./strategy";

/** What a strategy may use beside its own declaration. */
export interface StrategyTools {
  /** AWSCURRENT of an admin secret, by its full ARN. @throws RotationError for no JSON object of strings. */
  readSecret(arn: string): Promise<SecretValues>;
}

/** Makes the strategy of one JSON key of a secret. It checks nothing that the configuration has checked, and calls nothing yet. */
export type StrategyFactory<Name extends StrategyName> = (
  key: string,
  declaration: DeclarationOf<Name>,
  tools: StrategyTools,
) => Strategy;
