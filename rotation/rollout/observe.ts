import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  type DesiredStatus,
  type ECSClient,
  paginateListServices,
  paginateListTasks,
  type Service,
} from "@aws-sdk/client-ecs";
import { DescribeSecretCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

import { type MaintenanceWindow } from "../contract/rollout-environment";
import { current } from "../contract/labels";
import { isOwnRotationFunction } from "../contract/rotation-function";
import { arnIn } from "../contract/secret-arn";
import { versionWith } from "../contract/version-labels";
import { RotationError } from "../rotation-error";
import { consumedSecrets } from "./consumed-secrets";
import {
  type Deployment,
  type Observation,
  type ObservedSecret,
  type ObservedService,
  type ReplicaService,
  type Task,
} from "./observation";
import { type RegionClients } from "./region-clients";

export interface ObservedCluster {
  ecs: ECSClient;
  secretsManager: SecretsManagerClient;
  /** The cluster's name, in each Region. */
  cluster: string;
  /** The Regions that secrets are replicated to. */
  replicas: readonly RegionClients[];
  maximumConcurrentDeployments: number;
  maintenanceWindow?: MaintenanceWindow | undefined;
}

/** Most names that DescribeServices takes. */
const servicesPerCall = 10;
/** Most ARNs that DescribeTasks takes. */
const tasksPerCall = 100;

/**
 * Reads a service's present state.
 *
 * @throws RotationError for a service or a secret that is not there.
 */
export async function observe(name: string, cluster: ObservedCluster): Promise<Observation> {
  const services = await describeServices(await serviceNames(cluster), cluster);
  const service = services.find(({ serviceName }) => serviceName === name);
  if (service?.status !== "ACTIVE") {
    throw new RotationError(`cluster ${cluster.cluster} has no active service ${name}`);
  }
  const arns = consumedSecrets(await valuesFrom(service, cluster), name);
  const secrets = await Promise.all(arns.map((arn) => observeSecret(arn, cluster)));
  const replicas = await Promise.all(
    cluster.replicas.map((clients) => observeReplica(name, secrets, { ...cluster, ...clients })),
  );
  return {
    service: name,
    secrets,
    // After the labels: a task that starts in between has AWSCURRENT, and is merely seen too early.
    ...(await observeService(name, service, cluster)),
    replicas: replicas.filter((replica) => replica !== undefined),
    deployingServices: services
      .flatMap((other) => (isDeploying(other) ? [other.serviceName ?? ""] : []))
      .filter((other) => other !== name),
    maximumConcurrentDeployments: cluster.maximumConcurrentDeployments,
    maintenanceWindow: cluster.maintenanceWindow,
    now: new Date(),
  };
}

async function observeService(
  name: string,
  service: Service,
  cluster: ObservedCluster,
): Promise<ObservedService> {
  const { desiredCount = 0, runningCount = 0, pendingCount = 0 } = service;
  return {
    desiredCount,
    runningCount,
    pendingCount,
    deployments: deploymentsOf(service),
    tasks: await unstoppedTasks(name, cluster),
  };
}

/** Nothing for a Region that has neither cluster nor service yet: its tasks will start with what is current then. */
async function observeReplica(
  name: string,
  secrets: readonly ObservedSecret[],
  region: ObservedCluster & RegionClients,
): Promise<ReplicaService | undefined> {
  const [service] = await unlessMissing(describeServices([name], region), "ClusterNotFoundException", []);
  if (service?.status !== "ACTIVE") return undefined;
  const versions = await Promise.all(
    secrets.map(async (secret) => [secret.name, await currentVersion(secret, region)] as const),
  );
  const currentVersions = Object.fromEntries(versions);
  return { region: region.region, currentVersions, ...(await observeService(name, service, region)) };
}

/** The version that tasks of a replica's Region start with. */
async function currentVersion(
  { arn }: ObservedSecret,
  { secretsManager, region }: RegionClients,
): Promise<string | undefined> {
  const SecretId = arnIn(region, arn);
  const described = secretsManager.send(new DescribeSecretCommand({ SecretId }));
  const replica = await unlessMissing(described, "ResourceNotFoundException", undefined);
  return versionWith(current, replica?.VersionIdsToStages ?? {});
}

async function unlessMissing<Answer, Otherwise>(
  answer: Promise<Answer>,
  errorName: string,
  otherwise: Otherwise,
): Promise<Answer | Otherwise> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === errorName) return otherwise;
    throw error;
  }
}

/** Names of the cluster's services. */
export async function serviceNames({ ecs, cluster }: ObservedCluster): Promise<string[]> {
  const names: string[] = [];
  for await (const { serviceArns = [] } of paginateListServices({ client: ecs }, { cluster })) {
    names.push(...serviceArns.map((arn) => arn.slice(arn.lastIndexOf("/") + 1)));
  }
  return names.sort();
}

async function describeServices(names: string[], { ecs, cluster }: ObservedCluster): Promise<Service[]> {
  const described = await Promise.all(
    chunks(names, servicesPerCall).map((services) =>
      ecs.send(new DescribeServicesCommand({ cluster, services })),
    ),
  );
  return described.flatMap(({ services = [] }) => services);
}

/** All that the containers of a service's task definition take from elsewhere, the log drivers' options included. */
async function valuesFrom({ taskDefinition }: Service, { ecs }: ObservedCluster): Promise<string[]> {
  const described = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  const containers = described.taskDefinition?.containerDefinitions ?? [];
  return containers
    .flatMap(({ secrets = [], logConfiguration }) => [...secrets, ...(logConfiguration?.secretOptions ?? [])])
    .map(({ valueFrom }) => valueFrom ?? "");
}

async function observeSecret(arn: string, { secretsManager }: ObservedCluster): Promise<ObservedSecret> {
  const secret = await secretsManager.send(new DescribeSecretCommand({ SecretId: arn }));
  const name = secret.Name ?? arn;
  if (secret.DeletedDate !== undefined) throw new RotationError(`secret ${name} is marked for deletion`);
  return {
    arn,
    name,
    ...functionOf(secret.RotationLambdaARN, arn),
    versions: secret.VersionIdsToStages ?? {},
    changedAt: secret.LastChangedDate,
  };
}

function functionOf(
  functionArn: string | undefined,
  secretArn: string,
): Pick<ObservedSecret, "rotationFunctionArn" | "foreignFunctionArn"> {
  if (functionArn === undefined) return {};
  return isOwnRotationFunction(functionArn, secretArn)
    ? { rotationFunctionArn: functionArn }
    : { foreignFunctionArn: functionArn };
}

function deploymentsOf({ deployments = [] }: Service): Deployment[] {
  return deployments.flatMap(({ id, status, createdAt, rolloutState }) =>
    id === undefined || status === undefined || createdAt === undefined
      ? []
      : [{ id, status, createdAt, rolloutState }],
  );
}

function isDeploying({ deployments = [] }: Service): boolean {
  return deployments.some(
    ({ status, rolloutState }) => status === "PRIMARY" && rolloutState === "IN_PROGRESS",
  );
}

/** Those that run first: one that begins to stop meanwhile is then in the second list. */
async function unstoppedTasks(family: string, cluster: ObservedCluster): Promise<Task[]> {
  const arns = [
    ...(await taskArns(family, "RUNNING", cluster)),
    ...(await taskArns(family, "STOPPED", cluster)),
  ];
  const described = await Promise.all(
    chunks([...new Set(arns)], tasksPerCall).map((tasks) =>
      cluster.ecs.send(new DescribeTasksCommand({ cluster: cluster.cluster, tasks })),
    ),
  );
  return described
    .flatMap(({ tasks = [] }) => tasks)
    .filter(({ lastStatus }) => lastStatus !== "STOPPED")
    .map(({ taskArn = "", createdAt = new Date(0), startedBy }) => ({ arn: taskArn, createdAt, startedBy }));
}

async function taskArns(
  family: string,
  desiredStatus: DesiredStatus,
  { ecs, cluster }: ObservedCluster,
): Promise<string[]> {
  const arns: string[] = [];
  for await (const page of paginateListTasks({ client: ecs }, { cluster, family, desiredStatus })) {
    arns.push(...(page.taskArns ?? []));
  }
  return arns;
}

function chunks<Item>(items: Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
