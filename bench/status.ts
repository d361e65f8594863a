import { awsClients } from "../operations/aws/clients";
import { readStatuses } from "../operations/status/read-statuses";
import { statusReport } from "../operations/status/status-report";
import { type Answer, HttpApi, type Request } from "../test/support/history/http-api";
import { type Bench, type Row } from "./bench";
import { cpuTime } from "./cpu-time";

/** Most entries of a page, of Secrets Manager and of ECS. */
const pageSize = 100;
const tasksOfService = 2;

export const status: Bench = {
  name: "status",
  description:
    "The AWS calls of `secrets status`, and its processor time, to the first row's; each service has one secret and two tasks, and AWS answers at once.",
  run: () => measureStatus([10, 200, 1000]),
};

interface Measured {
  secrets: number;
  calls: Record<string, number>;
  milliseconds: number;
}

/** @param sizes numbers of secrets */
export async function measureStatus(sizes: readonly number[]): Promise<Row[]> {
  await measure(10); // what is compiled and loaded once counts for none
  const measured: Measured[] = [];
  for (const size of sizes) measured.push(await measure(size));
  return measured.map((it) => row(it, measured[0] ?? it));
}

async function measure(secrets: number): Promise<Measured> {
  const api = await HttpApi.start((request) => answer(request, secrets));
  const variables = {
    AWS_ENDPOINT_URL: api.endpoint,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
  const saved = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  try {
    const clients = awsClients({ region: "us-east-1" });
    const run = async () => statusReport(await readStatuses(clients, "prod", undefined, new Date()));
    await run();
    const calls: Record<string, number> = {};
    for (const { operation } of api.requests) calls[operation] = (calls[operation] ?? 0) + 1;
    return { secrets, calls, milliseconds: await cpuTime(run) };
  } finally {
    for (const [name, value] of saved) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    await api.stop();
  }
}

function answer({ operation, body }: Request, secrets: number): Answer {
  if (operation === "ListSecrets")
    return page(body.NextToken, secrets, secretEntry, "SecretList", "NextToken");
  if (operation === "ListTasks") {
    return page(body.nextToken, secrets * tasksOfService, taskArn, "taskArns", "nextToken");
  }
  const arns = Array.isArray(body.tasks) ? body.tasks.map(String) : [];
  return { body: { tasks: arns.map(task) } };
}

function page(
  token: unknown,
  count: number,
  entry: (index: number) => unknown,
  list: string,
  nextToken: string,
): Answer {
  const start = Number(token ?? 0);
  const end = Math.min(count, start + pageSize);
  const entries = Array.from({ length: end - start }, (_, index) => entry(start + index));
  return { body: { [list]: entries, ...(end < count && { [nextToken]: String(end) }) } };
}

function secretEntry(index: number) {
  const Name = `service-${index}-prod-config`;
  const labels = ["AWSCURRENT", "DEPLOYED", "DEPLOYMENT=ecs-svc/1@2026-01-01T00:00:00.000Z"];
  return {
    Name,
    ARN: `arn:aws:secretsmanager:us-east-1:111122223333:secret:${Name}-AbCdEf`,
    Tags: [
      { Key: "Project", Value: "secret-backed-services" },
      { Key: "Keys", Value: "JWT_SECRET:random MONGODB_URI:mongodb" },
    ],
    SecretVersionsToStages: { [`version-${index}`]: labels },
  };
}

function taskArn(index: number): string {
  return `arn:aws:ecs:us-east-1:111122223333:task/secret-backed-services-prod/${index}`;
}

function task(arn: string) {
  const service = Math.floor(Number(arn.split("/").at(-1)) / tasksOfService);
  const taskDefinitionArn = `arn:aws:ecs:us-east-1:111122223333:task-definition/service-${service}-prod:1`;
  return { taskArn: arn, taskDefinitionArn, createdAt: 1_767_225_601, lastStatus: "RUNNING" };
}

function row({ secrets, calls, milliseconds }: Measured, first: Measured): Row {
  const all = Object.values(calls).reduce((sum, count) => sum + count, 0);
  return {
    secrets,
    tasks: secrets * tasksOfService,
    "calls of Secrets Manager": calls.ListSecrets ?? 0,
    "calls of ECS": all - (calls.ListSecrets ?? 0),
    "time (ms)": Number(milliseconds.toFixed(0)),
    ratio: Number((milliseconds / first.milliseconds).toFixed(2)),
    "growth per secret": Number((milliseconds / secrets / (first.milliseconds / first.secrets)).toFixed(2)),
  };
}
