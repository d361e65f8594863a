import { DescribeTasksCommand, type ECSClient, paginateListTasks } from "@aws-sdk/client-ecs";

import { type RunningTask } from "../status/task-versions";

/** Most tasks that one DescribeTasks takes. */
const batchSize = 100;

/** The tasks of a cluster that run or are about to; `undefined` where there is no such cluster. */
export async function runningTasks(client: ECSClient, cluster: string): Promise<RunningTask[] | undefined> {
  try {
    const arns: string[] = [];
    for await (const page of paginateListTasks({ client }, { cluster })) arns.push(...(page.taskArns ?? []));
    const tasks: RunningTask[] = [];
    for (let start = 0; start < arns.length; start += batchSize) {
      tasks.push(...(await describeTasks(client, cluster, arns.slice(start, start + batchSize))));
    }
    return tasks;
  } catch (error) {
    if (error instanceof Error && error.name === "ClusterNotFoundException") return undefined;
    throw error;
  }
}

async function describeTasks(client: ECSClient, cluster: string, tasks: string[]): Promise<RunningTask[]> {
  const described = await client.send(new DescribeTasksCommand({ cluster, tasks }));
  return (described.tasks ?? []).flatMap(({ taskArn = "", taskDefinitionArn = "", createdAt, lastStatus }) =>
    createdAt === undefined || lastStatus === "STOPPED"
      ? []
      : [{ id: lastPart(taskArn), family: lastPart(taskDefinitionArn).replace(/:\d+$/, ""), createdAt }],
  );
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
