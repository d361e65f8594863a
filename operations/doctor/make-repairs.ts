import { RestoreSecretCommand, UpdateSecretVersionStageCommand } from "@aws-sdk/client-secrets-manager";

import { type AwsClients } from "../aws/clients";
import { InputError } from "../input-error";
import { Problem } from "../problem";
import { invokeRollout } from "../rollout/invoke-rollout";
import { findSecret } from "../stack/find-secret";
import { type Environment } from "../../naming";
import { type Examination } from "./examine";
import { describeRepair, type Repair } from "./repair";
import { isAnswer } from "./sight";

/** What became of a repair that was offered. */
export interface DoneRepair {
  repair: Repair;
  outcome: "done" | "declined" | "failed";
  /** Why it failed. */
  reason?: string;
}

/**
 * Offers the repairs of what was found one by one, and makes those that are wanted.
 *
 * @param isWanted gets what the repair does, as a clause
 */
export async function makeRepairs(
  clients: AwsClients,
  { environment, services }: Examination,
  isWanted: (what: string) => Promise<boolean>,
): Promise<DoneRepair[]> {
  const offered = services.flatMap(({ findings }) => findings.flatMap(({ repair }) => repair ?? []));
  const done: DoneRepair[] = [];
  for (const repair of offered) {
    if (await isWanted(describeRepair(repair))) done.push(await attempt(clients, environment, repair));
    else done.push({ repair, outcome: "declined" });
  }
  return done;
}

async function attempt(clients: AwsClients, environment: Environment, repair: Repair): Promise<DoneRepair> {
  try {
    await make(clients, environment, repair);
    return { repair, outcome: "done" };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { repair, outcome: "failed", reason: `${error.name}: ${error.message.split("\n", 1)[0] ?? ""}` };
  }
}

async function make(
  { secretsManager, lambda }: AwsClients,
  environment: Environment,
  repair: Repair,
): Promise<void> {
  const { secretArn: SecretId } = repair;
  switch (repair.kind) {
    case "remove-pending-label": {
      const { versionId: RemoveFromVersionId } = repair; // refused by AWS where the label is elsewhere by now
      await secretsManager.send(
        new UpdateSecretVersionStageCommand({ SecretId, VersionStage: "AWSPENDING", RemoveFromVersionId }),
      );
      return;
    }
    case "restore-secret":
      await secretsManager.send(new RestoreSecretCommand({ SecretId }));
      return;
    case "start-rollout":
      await invokeRollout(lambda, await findSecret(secretsManager, repair.secret, environment));
  }
}

/** Whether AWS, or a function of ours, has refused. */
function isRefusal(error: unknown): error is Error {
  return error instanceof InputError || error instanceof Problem || isAnswer(error);
}
