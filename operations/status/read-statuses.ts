import { type Environment } from "../../naming";
import { type AwsClients } from "../aws/clients";
import { replicaRegionsTag } from "../../rotation/contract/key-tags";
import { clusterOf } from "../stack/cluster";
import { listSecrets, ofService } from "../stack/list-secrets";
import { describeSecret } from "../stack/find-secret";
import { type StackSecret } from "../stack/stack-secret";
import { runningTasks } from "../stack/running-tasks";
import { secretStatus, type SecretStatus } from "./secret-status";

/**
 * Reads what each secret of a service, or of all, is at: a call for each hundred secrets, one more for each that is replicated, and
 * two for each hundred tasks.
 *
 * @throws InputError where there are none
 */
export async function readStatuses(
  { secretsManager, ecs }: Pick<AwsClients, "secretsManager" | "ecs">,
  environment: Environment,
  service: string | undefined,
  now: Date,
): Promise<SecretStatus[]> {
  const listed = ofService(await listSecrets(secretsManager, environment), service);
  const secrets = await Promise.all(listed.map((secret) => withReplicas(secretsManager, secret)));
  const cluster = clusterOf(secrets);
  const tasks = cluster === undefined ? undefined : await runningTasks(ecs, cluster);
  return secrets.map((secret) => secretStatus(secret, tasks, now));
}

/** Lists do not tell how replication goes; the program tags the secrets that have replicas, and replication tags those too. */
async function withReplicas(client: AwsClients["secretsManager"], secret: StackSecret): Promise<StackSecret> {
  const isReplicated = secret.tags[replicaRegionsTag] !== undefined && secret.primaryRegion === undefined;
  if (!isReplicated) return secret;
  return (await describeSecret(client, secret.arn, secret.environment)) ?? secret;
}
