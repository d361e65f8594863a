import { type StrategyDeclaration } from "./strategy-schema";

/** Whether a strategy logs in to a database, which is reached from within the services' network. */
export function usesDatabase({ strategy }: StrategyDeclaration): boolean {
  return strategy === "mongodb" || strategy === "mongodb-atlas";
}

/** Whether a strategy calls an API outside of AWS. */
export function usesInternet({ strategy }: StrategyDeclaration): boolean {
  return strategy === "mongodb-atlas" || strategy === "issuer";
}

/** The full ARN of the secret with which a strategy changes credentials at their target; none for what the service alone checks. */
export function adminSecretOf(declaration: StrategyDeclaration): string | undefined {
  return "adminSecretArn" in declaration ? declaration.adminSecretArn : undefined;
}
