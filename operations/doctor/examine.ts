import { type ECSClient, paginateListServices } from "@aws-sdk/client-ecs";

import { type Environment } from "../../naming";
import { clusterOf } from "../stack/cluster";
import { listSecrets, ofService } from "../stack/list-secrets";
import { rolloutFunctionName } from "../stack/rollout-function";
import { runningTasks } from "../stack/running-tasks";
import { type StackSecret } from "../stack/stack-secret";
import { orderOf } from "./checks";
import { type DoctorClients } from "./doctor-clients";
import { type ExaminedEnvironment, examineService } from "./examine-service";
import { type Finding } from "./finding";
import { functionFindings } from "./function-checks";
import { type ObservedFunction, observeFunction } from "./observe/function";
import { look, type Sight } from "./sight";

/** What all checks found, by what they concern. */
export interface Examination {
  environment: Environment;
  /** Of what the services of the environment share. */
  shared: Finding[];
  services: { service: string; findings: Finding[] }[];
}

export interface ExamineOptions {
  environment: Environment;
  /** @default all of the environment */
  service?: string | undefined;
  now: Date;
  /** Gets a line for each service. */
  onProgress: (line: string) => void;
}

/**
 * Looks at an environment's services and their secrets, and changes nothing.
 *
 * @throws InputError where there is no such service, or none at all
 */
export async function examine(clients: DoctorClients, options: ExamineOptions): Promise<Examination> {
  const { environment, now, onProgress } = options;
  const secrets = await listSecrets(clients.secretsManager, environment);
  const cluster = clusterOf(secrets);
  const names = await serviceNames(clients.ecs, secrets, cluster, options);
  const tasks =
    cluster === undefined ? { seen: undefined } : await look(() => runningTasks(clients.ecs, cluster));
  const rollouts = await observeRollouts(clients, secrets, now);
  const services: Examination["services"] = [];
  const keys: ExaminedEnvironment["keys"] = new Map();
  for (const [index, service] of names.entries()) {
    onProgress(`Looking at ${service} (${index + 1} of ${names.length})`);
    const rollout = rolloutOf(service, secrets, rollouts);
    const context = { clients, environment, cluster, secrets, tasks, rollout, keys, now };
    services.push({ service, findings: inOrder(await examineService(service, context)) });
  }
  const shared = [...rollouts].flatMap(([name, sight]) => functionFindings(name, sight, now));
  return { environment, shared: inOrder(shared), services };
}

/** The services with secrets, and those in the cluster whose secrets are all gone. */
async function serviceNames(
  client: ECSClient,
  secrets: readonly StackSecret[],
  cluster: string | undefined,
  { environment, service }: ExamineOptions,
): Promise<string[]> {
  const inCluster = cluster === undefined ? undefined : await look(() => listServices(client, cluster));
  const ending = `-${environment}`;
  const deployed = inCluster !== undefined && "seen" in inCluster ? (inCluster.seen ?? []) : [];
  const names = new Set([
    ...secrets.map((secret) => secret.service),
    ...deployed.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length)),
  ]);
  if (service !== undefined && names.has(service)) return [service];
  ofService(secrets, service); // says what is wrong where there is nothing to look at
  return [...names].sort();
}

async function listServices(client: ECSClient, cluster: string): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateListServices({ client }, { cluster })) {
    names.push(...(page.serviceArns ?? []).map((arn) => arn.slice(arn.lastIndexOf("/") + 1)));
  }
  return names;
}

type RolloutFunctions = ReadonlyMap<string, Sight<ObservedFunction | undefined>>;

/** The functions that bring rotated values to the tasks: one for the services of each stack, by name. */
async function observeRollouts(
  clients: DoctorClients,
  secrets: readonly StackSecret[],
  now: Date,
): Promise<RolloutFunctions> {
  const tagged = secrets.filter(({ tags }) => tags.Project !== undefined);
  const observed = new Map<string, Sight<ObservedFunction | undefined>>();
  for (const name of new Set(tagged.map(rolloutFunctionName).sort())) {
    observed.set(name, await look(() => observeFunction(clients, name, now)));
  }
  return observed;
}

function rolloutOf(
  service: string,
  secrets: readonly StackSecret[],
  rollouts: RolloutFunctions,
): Sight<ObservedFunction | undefined> {
  const secret = secrets.find((each) => each.service === service && each.tags.Project !== undefined);
  return (secret && rollouts.get(rolloutFunctionName(secret))) ?? { seen: undefined };
}

function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => orderOf(a.check) - orderOf(b.check));
}
