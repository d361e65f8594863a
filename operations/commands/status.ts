import { Command } from "commander";

import { awsClients } from "../aws/clients";
import { type CommandFlags, withCommandFlags } from "../command-flags";
import { foundProblem } from "../exit-codes";
import { readStatuses } from "../status/read-statuses";
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
  const statuses = await readStatuses(awsClients(flags), flags.env, service, new Date());
  console.log(
    flags.json
      ? JSON.stringify({ environment: flags.env, secrets: statuses }, undefined, 2)
      : statusReport(statuses),
  );
  if (statuses.some(({ problems }) => problems.length > 0)) process.exitCode = foundProblem;
}
