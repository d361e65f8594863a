import { DescribeSecretCommand } from "@aws-sdk/client-secrets-manager";

import { type Environment } from "../../naming";
import { type RunningTask } from "../status/task-versions";
import { describeSecret } from "../stack/find-secret";
import { type StackSecret } from "../stack/stack-secret";
import { type DoctorClients } from "./doctor-clients";
import { examineRotation } from "./examine-rotation";
import { examineTasks, referencesOf } from "./examine-tasks";
import { existenceFindings, unlistedArns } from "./existence-checks";
import { type Finding, judged, ok, problem } from "./finding";
import { keyFindings } from "./key-checks";
import { type ObservedFunction } from "./observe/function";
import { observeKey, type ObservedKey } from "./observe/key";
import { observeSecret, type ObservedSecret } from "./observe/secret";
import { observeService, type ObservedService } from "./observe/service";
import { type Reference } from "./reference";
import { referenceFindings } from "./reference-checks";
import { deletionFinding, replicasFinding, valueFindings } from "./secret-checks";
import { look, type Sight } from "./sight";

/** What is known of the environment before its services are looked at. */
export interface ExaminedEnvironment {
  clients: DoctorClients;
  environment: Environment;
  /** Name of the ECS cluster; absent where no secret tells it. */
  cluster: string | undefined;
  /** All of the environment. */
  secrets: readonly StackSecret[];
  tasks: Sight<RunningTask[] | undefined>;
  /** The function that rolls out the service's secrets. */
  rollout: Sight<ObservedFunction | undefined>;
  /** The keys that were looked at, by id or ARN: all secrets of a stack have the same. */
  keys: Map<string, Promise<Sight<ObservedKey | undefined>>>;
  now: Date;
}

/** All checks of one service. */
export async function examineService(name: string, context: ExaminedEnvironment): Promise<Finding[]> {
  const { clients, environment, cluster } = context;
  const listed = context.secrets.filter(({ service }) => service === name);
  const own = await Promise.all(listed.map((secret) => describe(clients, secret)));
  const inUse = await Promise.all(
    own.filter(({ deletedAt }) => deletedAt === undefined).map((secret) => observe(secret, context)),
  );
  const ecsName = `${name}-${environment}`;
  const sight: Sight<ObservedService | undefined> =
    cluster === undefined
      ? { hidden: "no secret has the tag Project, which tells the cluster" }
      : await look(() => observeService(clients.ecs, cluster, ecsName));
  const observed = "seen" in sight ? sight.seen : undefined;
  const references = observed === undefined ? [] : referencesOf(observed);
  return [
    ...serviceFindings(ecsName, sight),
    ...own.map(deletionFinding),
    ...inUse.flatMap((secret) => valueFindings(secret, references)),
    ...inUse.map(({ secret }) => replicasFinding(secret)),
    ...inUse.flatMap(({ secret, key }) => (key ? keyFindings(secret.name, secret.keyId ?? "", key) : [])),
    ...(observed === undefined ? [] : await findingsOfReferences(references, observed, context)),
    ...(observed === undefined ? [] : await examineTasks(observed, inUse, context)),
    ...(await examineRotation(inUse, context)),
  ];
}

/** What is listed is up to five minutes old (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html). */
async function describe({ secretsManager }: DoctorClients, secret: StackSecret): Promise<StackSecret> {
  const sight = await look(() => describeSecret(secretsManager, secret.name, secret.environment));
  return "seen" in sight && sight.seen !== undefined ? sight.seen : secret;
}

async function observe(secret: StackSecret, { clients, keys }: ExaminedEnvironment): Promise<ObservedSecret> {
  const { keyId } = secret;
  if (keyId === undefined) return observeSecret(clients.secretsManager, secret, undefined);
  const key = keys.get(keyId) ?? look(() => observeKey(clients.kms, keyId));
  keys.set(keyId, key);
  return observeSecret(clients.secretsManager, secret, await key);
}

function serviceFindings(name: string, sight: Sight<ObservedService | undefined>): Finding[] {
  return judged("service-exists", name, sight, (observed) =>
    observed === undefined
      ? [problem("service-exists", name, "there is no such ECS service", "deploy the stack, which makes it")]
      : [ok("service-exists", name, "it is there")],
  );
}

async function findingsOfReferences(
  references: readonly Reference[],
  { service }: ObservedService,
  { clients, secrets, environment }: ExaminedEnvironment,
): Promise<Finding[]> {
  const [, , , region = "", account = ""] = service.serviceArn?.split(":") ?? [];
  const known = new Map(secrets.map(({ name, arn }) => [name, arn]));
  const unlisted = new Map<string, Sight<unknown>>();
  for (const SecretId of unlistedArns(references, known, { region, account })) {
    const described = await look(() => clients.secretsManager.send(new DescribeSecretCommand({ SecretId })));
    unlisted.set(SecretId, described);
  }
  const elsewhere = references.filter((each) => each.region !== region || each.account !== account);
  const here = references.filter((each) => !elsewhere.includes(each));
  return [
    ...referenceFindings(references, { environment, region, account }),
    ...existenceFindings(here, known, unlisted),
  ];
}
