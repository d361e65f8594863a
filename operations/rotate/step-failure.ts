import { type CloudWatchLogsClient, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";

import { functionNameOf } from "../../rotation/contract/rotation-function";
import { rotationLine } from "../rotation-log";

/** A step of a rotation that failed, as the rotation function's log tells. */
export interface StepFailure {
  /** Id of the log's event. */
  id: string;
  /** `setSecret` and so on. */
  step: string;
  /** In the function's words, without a value. */
  message: string;
}

/** How far back the log is looked through, ms. */
const oneHour = 3_600_000;

/**
 * The failures of a rotation in the last hour, oldest first. A page of the log may be empty and more may follow
 * (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html). Secrets Manager does not tell whoever started a rotation that it failed.
 *
 * @returns none where the log is not there or must not be read
 */
export async function stepFailures(
  client: CloudWatchLogsClient,
  functionArn: string,
  versionId: string,
): Promise<StepFailure[]> {
  const request = {
    logGroupName: `/aws/lambda/${functionNameOf(functionArn)}`,
    filterPattern: `"${versionId}" "failed"`,
    startTime: Date.now() - oneHour,
  };
  const failures: StepFailure[] = [];
  try {
    for await (const { events = [] } of paginateFilterLogEvents({ client }, request)) {
      for (const { eventId = "", message = "" } of events) {
        const failure = failureIn(eventId, message, versionId);
        if (failure) failures.push(failure);
      }
    }
    return failures;
  } catch (error) {
    const isExpected = error instanceof Error && /^(ResourceNotFound|AccessDenied)/.test(error.name);
    if (isExpected) return [];
    throw error;
  }
}

/** A failure of the rotation of this version, where a line of the log tells of one. */
export function failureIn(id: string, text: string, versionId: string): StepFailure | undefined {
  const line = rotationLine(text);
  if (line?.outcome !== "failed" || line.version !== versionId) return undefined;
  return { id, step: line.step, message: line.message ?? "no reason given" };
}
