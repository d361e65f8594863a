import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  type Service,
  type Task,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";

import { clientOptions, eventually, uniqueName } from "../local-aws";

const tasksMayAssume = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
};

/** An ECS service in the local AWS, in a cluster of its own, whose tasks take secrets with a role of their own. */
export class EcsService {
  readonly roleName = uniqueName("execution");
  readonly ecs = new ECSClient(clientOptions());
  private readonly iam = new IAMClient(clientOptions());

  constructor(
    readonly name: string,
    readonly cluster = uniqueName("cluster"),
  ) {}

  /** Makes it, with the keys of a secret as its variables. */
  async create(secretArn: string, keys: string[], { desiredCount = 1 } = {}): Promise<void> {
    await this.createWith([[secretArn, keys]], { desiredCount });
  }

  /** Makes it with the keys of several secrets. */
  async createWith(
    consumed: readonly (readonly [arn: string, keys: readonly string[]])[],
    { desiredCount = 1 } = {},
  ): Promise<void> {
    await this.ecs.send(new CreateClusterCommand({ clusterName: this.cluster }));
    const AssumeRolePolicyDocument = JSON.stringify(tasksMayAssume);
    const created = await this.iam.send(
      new CreateRoleCommand({ RoleName: this.roleName, AssumeRolePolicyDocument }),
    );
    await this.mayRead(...consumed.map(([arn]) => arn));
    const secrets = consumed.flatMap(([arn, keys]) =>
      keys.map((name) => ({ name, valueFrom: `${arn}:${name}::` })),
    );
    await this.ecs.send(
      new RegisterTaskDefinitionCommand({
        family: this.name,
        executionRoleArn: created.Role?.Arn,
        containerDefinitions: [{ name: "main", image: "example.test/main:1", secrets }],
      }),
    );
    await this.ecs.send(
      new CreateServiceCommand({
        cluster: this.cluster,
        serviceName: this.name,
        taskDefinition: this.name,
        desiredCount,
        deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
      }),
    );
  }

  /** What the execution role may read: these secrets, or nothing. */
  async mayRead(...secretArns: string[]): Promise<void> {
    const isNone = secretArns.length === 0;
    const Resource = isNone ? "*" : secretArns;
    const Effect = isNone ? "Deny" : "Allow";
    const Statement = [{ Effect, Action: "secretsmanager:GetSecretValue", Resource }];
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await this.iam.send(
      new PutRolePolicyCommand({ RoleName: this.roleName, PolicyName: "secrets", PolicyDocument }),
    );
  }

  async forceNewDeployment(): Promise<string> {
    const { cluster, name: service } = this;
    const updated = await this.ecs.send(
      new UpdateServiceCommand({ cluster, service, forceNewDeployment: true }),
    );
    return primaryOf(updated.service).id ?? "";
  }

  async describe(): Promise<Service> {
    const { cluster, name } = this;
    const described = await this.ecs.send(new DescribeServicesCommand({ cluster, services: [name] }));
    const [service] = described.services ?? [];
    if (service === undefined) throw new Error(`there is no service ${name}`);
    return service;
  }

  /** Waits until the primary deployment is complete and is this one, or any. */
  async steady(deploymentId?: string): Promise<Service> {
    return eventually(async () => {
      const service = await this.describe();
      const { id, rolloutState } = primaryOf(service);
      const isIt = deploymentId === undefined || id === deploymentId;
      return isIt && rolloutState === "COMPLETED" ? service : undefined;
    });
  }

  /** Those with this desired status. */
  async tasks(desiredStatus: "RUNNING" | "STOPPED" = "RUNNING"): Promise<Task[]> {
    const { cluster, name: family } = this;
    const { taskArns = [] } = await this.ecs.send(new ListTasksCommand({ cluster, family, desiredStatus }));
    if (taskArns.length === 0) return [];
    const { tasks = [] } = await this.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
    return tasks;
  }
}

export function primaryOf(service: Service | undefined) {
  return service?.deployments?.find(({ status }) => status === "PRIMARY") ?? {};
}
