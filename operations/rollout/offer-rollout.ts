import { type AwsClients } from "../aws/clients";
import { type CommandFlags } from "../command-flags";
import { confirmed } from "../confirm";
import { type StackSecret } from "../stack/stack-secret";
import { invokeRollout } from "./invoke-rollout";

/** Asks whether a value that was just put is to reach the running tasks at once. */
export async function offerRollout(
  { lambda }: AwsClients,
  secret: StackSecret,
  flags: CommandFlags & { rollout: boolean },
): Promise<void> {
  if (!flags.rollout) return;
  if (!(await confirmed(`Roll it out to the running tasks of ${secret.service} now?`, flags))) {
    console.error("The rollout function brings it to the running tasks within minutes.");
    return;
  }
  await invokeRollout(lambda, secret);
  console.error(
    `The rollout of ${secret.service} has begun: secrets status ${secret.service} --env ${flags.env} shows how it goes.`,
  );
}
