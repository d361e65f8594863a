import { type CloudWatchLogsClient, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import {
  GetFunctionCommand,
  GetPolicyCommand,
  type GetFunctionResponse,
  type LambdaClient,
} from "@aws-sdk/client-lambda";

import { type LogLine, parseLogLine } from "../log-line";
import { look, type Sight } from "../sight";
import { nameOf } from "./role";

/** A Lambda function as far as it decides about rotations and rollouts. */
export interface ObservedFunction {
  name: string;
  arn: string;
  /** Such as `Active`, `Inactive` or `Failed`. */
  state: string;
  stateReason: string | undefined;
  lastUpdate: string | undefined;
  /** Absent for a container image. */
  runtime: string | undefined;
  /** Seconds. */
  timeout: number;
  roleArn: string;
  /** Absent where the function shares the account's. */
  reservedConcurrency: number | undefined;
  /** Environment variables. */
  variables: Readonly<Record<string, string>>;
  /** Absent outside of a network. */
  network: { subnetIds: string[]; securityGroupIds: string[] } | undefined;
  policy: Sight<unknown>;
  /** What it logged lately, oldest first; not there without a log group. */
  log: Sight<LogLine[] | undefined>;
}

/** How far back a function's log is read. */
const logPeriod = 7 * 24 * 60 * 60 * 1000;

export async function observeFunction(
  clients: { lambda: LambdaClient; logs: CloudWatchLogsClient },
  FunctionName: string,
  now: Date,
): Promise<ObservedFunction> {
  const found = await clients.lambda.send(new GetFunctionCommand({ FunctionName }));
  const name = nameOf(FunctionName);
  return {
    ...configurationOf(found),
    name,
    policy: await look(async (): Promise<unknown> => {
      const { Policy = "" } = await clients.lambda.send(new GetPolicyCommand({ FunctionName }));
      return JSON.parse(Policy);
    }),
    log: await look(() => readLog(clients.logs, `/aws/lambda/${name}`, now)),
  };
}

function configurationOf({ Configuration = {}, Concurrency }: GetFunctionResponse) {
  const { VpcConfig, State, StateReason, LastUpdateStatus, Runtime, Timeout, Role, Environment } =
    Configuration;
  const subnetIds = VpcConfig?.SubnetIds ?? [];
  return {
    arn: Configuration.FunctionArn ?? "",
    state: State ?? "Active",
    stateReason: StateReason,
    lastUpdate: LastUpdateStatus,
    runtime: Runtime,
    timeout: Timeout ?? 3,
    roleArn: Role ?? "",
    reservedConcurrency: Concurrency?.ReservedConcurrentExecutions,
    variables: Environment?.Variables ?? {},
    network:
      subnetIds.length === 0 ? undefined : { subnetIds, securityGroupIds: VpcConfig?.SecurityGroupIds ?? [] },
  };
}

async function readLog(client: CloudWatchLogsClient, logGroupName: string, now: Date): Promise<LogLine[]> {
  const startTime = now.getTime() - logPeriod;
  const lines: LogLine[] = [];
  for await (const page of paginateFilterLogEvents({ client }, { logGroupName, startTime })) {
    for (const { message = "", timestamp = 0 } of page.events ?? []) {
      const line = parseLogLine(message, new Date(timestamp));
      if (line) lines.push(line);
    }
  }
  return lines.sort((a, b) => a.time.getTime() - b.time.getTime());
}
