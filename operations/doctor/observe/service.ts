import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  type ECSClient,
  ListTasksCommand,
  type Service,
  type Task,
  type TaskDefinition,
} from "@aws-sdk/client-ecs";

/** An ECS service, the definition that its next task starts from, and the tasks that have stopped within the last hour or so. */
export interface ObservedService {
  service: Service;
  definition: TaskDefinition | undefined;
  stopped: Task[];
}

/** Most tasks that one DescribeTasks takes. */
const batchSize = 100;

/** Looks at a service; `undefined` where there is none, or none any more. */
export async function observeService(
  client: ECSClient,
  cluster: string,
  name: string,
): Promise<ObservedService | undefined> {
  const { services = [] } = await client.send(new DescribeServicesCommand({ cluster, services: [name] }));
  const [service] = services;
  if (service === undefined || service.status === "INACTIVE") return undefined;
  const { taskDefinition } = await client.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: service.taskDefinition }),
  );
  return { service, definition: taskDefinition, stopped: await stoppedTasks(client, cluster, name) };
}

async function stoppedTasks(client: ECSClient, cluster: string, serviceName: string): Promise<Task[]> {
  const { taskArns = [] } = await client.send(
    new ListTasksCommand({ cluster, serviceName, desiredStatus: "STOPPED", maxResults: batchSize }),
  );
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await client.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  return tasks.filter(({ lastStatus }) => lastStatus === "STOPPED");
}
