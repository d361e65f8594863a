import { setTimeout as delay } from "node:timers/promises";

import {
  CloudWatchLogsClient,
  GetQueryResultsCommand,
  paginateDescribeLogGroups,
  type QueryStatus,
  StartQueryCommand,
} from "@aws-sdk/client-cloudwatch-logs";

import { InputError } from "../input-error";

export interface QueryOptions {
  region: string;
  /** Profile of the AWS configuration files. */
  profile?: string | undefined;
  logGroupName: string;
  since: Date;
  now: Date;
  /** Gets a line for each step. */
  onProgress: (line: string) => void;
  /** Milliseconds between two looks at a running query. @default 1000 */
  interval?: number;
}

/** Most rows that Logs Insights gives. */
const mostRows = 10_000;

const query = [
  "fields @message",
  'filter eventSource = "secretsmanager.amazonaws.com" and eventName = "GetSecretValue"',
  "sort @timestamp desc",
  `limit ${mostRows}`,
].join(" | ");

/** Whether the trail's log group is there. */
export async function hasLogGroup(region: string, logGroupName: string, profile?: string): Promise<boolean> {
  const client = logsClient(region, profile);
  for await (const page of paginateDescribeLogGroups({ client }, { logGroupNamePrefix: logGroupName })) {
    if (page.logGroups?.some((group) => group.logGroupName === logGroupName)) return true;
  }
  return false;
}

/**
 * Asks Logs Insights for every GetSecretValue that the trail delivered.
 *
 * @returns the records, as JSON.
 * @throws InputError when there are more than Logs Insights gives.
 */
export async function queryReads(options: QueryOptions): Promise<string[]> {
  const { region, profile, logGroupName, since, now, onProgress } = options;
  const client = logsClient(region, profile);
  onProgress(`${region}: asking Logs Insights over ${logGroupName}`);
  const { queryId } = await client.send(
    new StartQueryCommand({
      logGroupName,
      queryString: query,
      startTime: Math.floor(since.getTime() / 1000),
      endTime: Math.ceil(now.getTime() / 1000),
    }),
  );
  const rows = await finished(client, queryId ?? "", options);
  if (rows.length === mostRows) {
    throw new InputError(
      `there are more than ${mostRows} reads since ${since.toISOString()}: ask for less with --since`,
    );
  }
  return rows;
}

function logsClient(region: string, profile: string | undefined): CloudWatchLogsClient {
  return new CloudWatchLogsClient({ region, ...(profile !== undefined && { profile }) });
}

const running: (QueryStatus | undefined)[] = ["Scheduled", "Running"];

async function finished(
  client: CloudWatchLogsClient,
  queryId: string,
  { interval = 1000 }: QueryOptions,
): Promise<string[]> {
  for (;;) {
    const { status, results = [] } = await client.send(new GetQueryResultsCommand({ queryId }));
    if (status === "Complete") {
      return results.flatMap((row) =>
        row.flatMap(({ field, value }) => (field === "@message" && value !== undefined ? [value] : [])),
      );
    }
    if (!running.includes(status))
      throw new InputError(`Logs Insights ended the query: ${status ?? "unknown"}`);
    await delay(interval);
  }
}
