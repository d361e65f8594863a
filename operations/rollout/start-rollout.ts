import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";

import { InputError } from "../input-error";
import { type StackSecret } from "../stack/stack-secret";

/** Name of the function that takes an environment's services to their secrets' current versions. */
function rolloutFunctionName({ tags, environment }: StackSecret): string {
  return `${tags.Project ?? ""}-${environment}-rollout`;
}

/**
 * Has the rollout function look at a service now, which it otherwise does within minutes.
 *
 * @throws InputError where there is no such function, or it fails
 */
export async function startRollout(client: LambdaClient, secret: StackSecret): Promise<void> {
  const FunctionName = rolloutFunctionName(secret);
  const Payload = JSON.stringify({ service: secret.service });
  try {
    const { FunctionError } = await client.send(new InvokeCommand({ FunctionName, Payload }));
    if (FunctionError === undefined) return;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ResourceNotFoundException") throw error;
    throw new InputError(
      `there is no function ${FunctionName}: deploy the stack, or start a new deployment of the service by hand`,
    );
  }
  throw new InputError(`${FunctionName} failed: its log group /aws/lambda/${FunctionName} says why`);
}
