import { type Environment } from "../../naming";
import { type AwsClients } from "../aws/clients";
import { clusterOf } from "../stack/cluster";
import { listSecrets, ofService } from "../stack/list-secrets";
import { runningTasks } from "../stack/running-tasks";
import { secretStatus, type SecretStatus } from "./secret-status";

/**
 * Reads what each secret of a service, or of all, is at: a call for each hundred secrets, and two for each hundred tasks.
 *
 * @throws InputError where there are none
 */
export async function readStatuses(
  { secretsManager, ecs }: Pick<AwsClients, "secretsManager" | "ecs">,
  environment: Environment,
  service: string | undefined,
  now: Date,
): Promise<SecretStatus[]> {
  const secrets = ofService(await listSecrets(secretsManager, environment), service);
  const cluster = clusterOf(secrets);
  const tasks = cluster === undefined ? undefined : await runningTasks(ecs, cluster);
  return secrets.map((secret) => secretStatus(secret, tasks, now));
}
