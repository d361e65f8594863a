import { Command } from "commander";

import { awsClients } from "../aws/clients";
import { type CommandFlags, withCommandFlags } from "../command-flags";
import { foundProblem } from "../exit-codes";
import { clusterOf } from "../stack/cluster";
import { listSecrets, ofService } from "../stack/list-secrets";
import { runningTasks } from "../stack/running-tasks";
import { secretStatus } from "../status/secret-status";
import { statusReport } from "../status/status-report";

/** `secrets status`: what each secret is at. */
export function statusCommand(): Command {
  const command = new Command("status")
    .description(
      "Shows each secret's keys, rotation, version and rollout, and which version each running task has. Reads no value.",
    )
    .argument("[service]", "only the secrets of this service");
  return withCommandFlags(command, "status auth-service --env prod").action(status);
}

async function status(service: string | undefined, flags: CommandFlags): Promise<void> {
  const { secretsManager, ecs } = awsClients(flags);
  const secrets = ofService(await listSecrets(secretsManager, flags.env), service);
  const cluster = clusterOf(secrets);
  const tasks = cluster === undefined ? undefined : await runningTasks(ecs, cluster);
  const statuses = secrets.map((secret) => secretStatus(secret, tasks, new Date()));
  console.log(
    flags.json
      ? JSON.stringify({ environment: flags.env, secrets: statuses }, undefined, 2)
      : statusReport(statuses),
  );
  if (statuses.some(({ problems }) => problems.length > 0)) process.exitCode = foundProblem;
}
