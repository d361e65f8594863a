import { type ECSClient, paginateListServices } from "@aws-sdk/client-ecs";

import { type Environment } from "../../naming";
import { clusterOf } from "../stack/cluster";
import { listSecrets, ofService } from "../stack/list-secrets";
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
  const rollout = await observeRollout(clients, cluster, now);
  const services: Examination["services"] = [];
  const keys: ExaminedEnvironment["keys"] = new Map();
  for (const [index, service] of names.entries()) {
    onProgress(`Looking at ${service} (${index + 1} of ${names.length})`);
    const context = { clients, environment, cluster, secrets, tasks, rollout: rollout.sight, keys, now };
    services.push({ service, findings: inOrder(await examineService(service, context)) });
  }
  return { environment, shared: inOrder(rollout.findings), services };
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

/** The function that brings rotated values to the tasks of all services; its name is the cluster's with an ending. */
async function observeRollout(
  clients: DoctorClients,
  cluster: string | undefined,
  now: Date,
): Promise<{ sight: Sight<ObservedFunction | undefined>; findings: Finding[] }> {
  if (cluster === undefined) return { sight: { seen: undefined }, findings: [] };
  const name = `${cluster}-rollout`;
  const sight = await look(() => observeFunction(clients, name, now));
  return { sight, findings: functionFindings(name, sight, now) };
}

function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => orderOf(a.check) - orderOf(b.check));
}
