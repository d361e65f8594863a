import { parseSecretName } from "../../naming";

/** The name of a service's rotation function, and of the role that it acts as. */
export function rotationFunctionName(service: string, environment: string): string {
  return `${service}-${environment}-rotation`;
}

/**
 * Whether a function is that of the secret's own service, in the secret's account and Region. No other one answers what the rollout
 * function asks.
 *
 * @param secretArn The full ARN.
 */
export function isOwnRotationFunction(functionArn: string, secretArn: string): boolean {
  const [arn, partition, , region, account, , secret = ""] = secretArn.split(":");
  const parts = parseSecretName(secret.replace(/-[A-Za-z0-9]{6}$/, ""));
  if (parts === undefined) return false;
  const name = rotationFunctionName(parts.service, parts.environment);
  return functionArn === [arn, partition, "lambda", region, account, "function", name].join(":");
}

/** The name of the function that an ARN names. */
export function functionNameOf(functionArn: string): string {
  return functionArn.split(":")[6] ?? functionArn;
}
