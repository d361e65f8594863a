import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";

import { rolloutAnswerSchema, type RolloutRequest } from "../../rotation/contract/rollout-request";
import { functionNameOf, isOwnRotationFunction } from "../../rotation/contract/rotation-function";
import { Problem } from "../problem";
import { functionError } from "./function-error";

/** Whether a version's credentials still work; `unknown` where some have no strategy that could tell. */
export type Verdict = { outcome: "valid" } | { outcome: "invalid" | "unknown"; reason: string };

/**
 * Has a secret's rotation function try the credentials of an old version. A function of somebody else's own is not asked: it knows
 * nothing of such a request, and what it would do is anybody's guess.
 *
 * @throws Problem where the function fails
 */
export async function checkVersion(
  client: LambdaClient,
  secret: { name: string; arn: string; rotationFunctionArn: string | undefined },
  { current, version }: { current: string; version: string },
): Promise<Verdict> {
  const FunctionName = secret.rotationFunctionArn;
  if (FunctionName === undefined) {
    const reason = `${secret.name} has no rotation function that could tell whether version ${version} still works`;
    return { outcome: "unknown", reason };
  }
  const name = functionNameOf(FunctionName);
  if (!isOwnRotationFunction(FunctionName, secret.arn)) {
    const reason = `${secret.name} is rotated by ${name}, which cannot be asked whether version ${version} still works`;
    return { outcome: "unknown", reason };
  }
  const request: RolloutRequest = {
    Step: "checkSecret",
    SecretId: secret.arn,
    CurrentVersionId: current,
    VersionIds: [version],
  };
  const answer = await client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(request) }));
  const payload = answer.Payload?.transformToString() ?? "";
  if (answer.FunctionError !== undefined) {
    throw new Problem(
      `${name} failed: ${functionError(payload) ?? `its log group /aws/lambda/${name} says why`}`,
    );
  }
  const verdict = rolloutAnswerSchema.parse(JSON.parse(payload));
  if (verdict.outcome === "retired" || verdict.outcome === "overlap-ended") {
    throw new Problem(
      `${name} gave no answer to what it was asked: deploy the stack, which may have an older one`,
    );
  }
  return verdict;
}
