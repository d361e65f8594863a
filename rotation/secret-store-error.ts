import { TargetError } from "./target-error";

/** A refusal by Secrets Manager. Its own message is left out: one that repeats a rejected parameter would hold a value. */
export class SecretStoreError extends TargetError {
  /**
   * @param operation The API call, such as `PutSecretValue`.
   * @param secretId The secret's name or ARN.
   * @param code AWS's name of the error, such as `ResourceExistsException`.
   */
  constructor(
    operation: string,
    secretId: string,
    readonly code: string,
  ) {
    super(`${operation} of ${secretId} failed with ${code}`);
  }
}

export function isRefusal(error: unknown, code: string): boolean {
  return error instanceof SecretStoreError && error.code === code;
}
