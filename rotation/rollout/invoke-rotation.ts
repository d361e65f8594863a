import {
  InvokeCommand,
  type InvokeCommandOutput,
  type LambdaClient,
  TooManyRequestsException,
} from "@aws-sdk/client-lambda";
import * as z from "zod";

import { type RolloutAnswer, rolloutAnswerSchema, type RolloutRequest } from "../contract/rollout-request";
import { functionNameOf } from "../contract/rotation-function";
import { RotationError } from "../rotation-error";

const failureSchema = z.object({ errorType: z.string(), errorMessage: z.string() });

/**
 * Asks a rotation function, and waits for its answer.
 *
 * @throws RotationError when the function fails, with its message where that is meant for people, or answers something else.
 */
export async function invokeRotation(
  lambda: LambdaClient,
  functionArn: string,
  request: RolloutRequest,
): Promise<RolloutAnswer> {
  const place = `${functionNameOf(functionArn)}, ${request.Step} of ${request.SecretId}`;
  const response = await invoke(lambda, functionArn, request, place);
  const payload = readJson(response.Payload?.transformToString() ?? "");
  if (response.FunctionError !== undefined) throw new RotationError(`${place}: ${failureIn(payload)}`);
  const answer = rolloutAnswerSchema.safeParse(payload);
  if (!answer.success) throw new RotationError(`${place}: its answer is none to this request`);
  return answer.data;
}

/** The client has tried again and again by the time that it gives up. */
async function invoke(
  lambda: LambdaClient,
  FunctionName: string,
  request: RolloutRequest,
  place: string,
): Promise<InvokeCommandOutput> {
  try {
    return await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(request) }));
  } catch (error) {
    if (!(error instanceof TooManyRequestsException)) throw error;
    throw new RotationError(`${place}: it is busy with another call; the next run asks again`);
  }
}

/** Other errors than the project's own may quote a value. */
function failureIn(payload: unknown): string {
  const failure = failureSchema.safeParse(payload);
  if (failure.data?.errorType === RotationError.name) return failure.data.errorMessage;
  return `${failure.data?.errorType ?? "an error"}; see the function's log`;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
