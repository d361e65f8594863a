import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { z } from "zod";

import { InputError } from "../input-error";
import { Problem } from "../problem";
import { rolloutFunctionName } from "../stack/rollout-function";
import { type StackSecret } from "../stack/stack-secret";
import { functionError } from "./function-error";

const reportSchema = z.object({
  service: z.string(),
  state: z.enum(["up to date", "deploying", "verifying", "retiring", "rolled back", "held"]),
  /** What was done; in a dry run, what would be. */
  steps: z.array(z.string()),
  reason: z.string(),
});
const answerSchema = z.object({ services: z.tuple([reportSchema]) });

/** What the rollout function says of a service. */
export type RolloutReport = z.output<typeof reportSchema>;

/**
 * Has the rollout function look at a service now, which it otherwise does within minutes.
 *
 * @returns its report; `undefined` where the function is at work for somebody else
 * @throws InputError where there is no such function, Problem where it fails
 */
export async function invokeRollout(
  client: LambdaClient,
  secret: Pick<StackSecret, "tags" | "environment" | "service">,
  { dryRun = false } = {},
): Promise<RolloutReport | undefined> {
  const FunctionName = rolloutFunctionName(secret);
  const Payload = JSON.stringify({ service: secret.service, ...(dryRun && { dryRun }) });
  try {
    const answer = await client.send(new InvokeCommand({ FunctionName, Payload }));
    const text = answer.Payload?.transformToString() ?? "";
    if (answer.FunctionError !== undefined) throw new Problem(failureOf(FunctionName, text));
    return answerSchema.parse(JSON.parse(text)).services[0];
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === "TooManyRequestsException") return undefined;
    if (error.name !== "ResourceNotFoundException") throw error;
    throw new InputError(
      `there is no function ${FunctionName}: deploy the stack, or start a new deployment of the service by hand`,
    );
  }
}

function failureOf(name: string, payload: string): string {
  return `${name} failed: ${functionError(payload) ?? `its log group /aws/lambda/${name} says why`}`;
}
