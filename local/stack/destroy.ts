import { EC2Client } from "@aws-sdk/client-ec2";
import {
  DeleteSecretCommand,
  paginateListSecrets,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

import { type Environment, parseSecretName } from "../../naming";
import { recover } from "./deploy";
import { Engine } from "./engine";
import { localConfig, regionOf, vpcIdOf } from "./local-config";
import { findNetwork, type LocalNetwork, removeNetwork } from "./network";
import { clientOptions, type Place } from "./prepare";
import { readShippedConfig } from "./stack-files";

/** What became of a stack: it was taken down, only its state was left to remove, or it was not there. */
export type Outcome = "destroyed" | "forgotten" | "absent";

/**
 * Takes a stack down and removes all that belongs to it: resources, secrets in their recovery window, network, state and local
 * configuration. Its KMS key stays, disabled, until its deletion window is over, as on AWS.
 *
 * @throws LocalAwsError when the engine can't delete something.
 */
export async function destroyStack(stack: Environment, place: Place): Promise<Outcome> {
  const { files, endpoint, say } = place;
  files.prepare();
  const engine = new Engine({ ...place, stack });
  const shipped = readShippedConfig(stack);
  const options = clientOptions(endpoint, regionOf(shipped, `Pulumi.${stack}.yaml`));
  const ec2 = new EC2Client(options);
  const network = await findNetwork(ec2, stack);
  const exists = await engine.knowsStack();
  const isUp = exists && network !== undefined && vpcIdOf(files.readConfig(stack)) === network.vpcId;
  if (isUp) {
    await recover(stack, place, engine);
    await liftProtection(stack, place, engine, network);
    say(`${stack}: destroy`);
    await engine.runOnState("destroy", "--yes", "--skip-preview");
  }
  await purgeSecrets(stack, new SecretsManagerClient(options), say);
  await removeNetwork(ec2, stack);
  if (exists) await engine.ask(["stack", "rm", "--yes", "--force", "--preserve-config"]);
  files.removeConfig(stack);
  if (isUp) return "destroyed";
  return exists || network ? "forgotten" : "absent";
}

/**
 * Deploys the stack once with `deletionProtection: false`, as one would on AWS: until then, the engine refuses to delete what is
 * protected, and keeps in AWS what is retained.
 */
async function liftProtection(
  stack: Environment,
  { files, say }: Place,
  engine: Engine,
  network: LocalNetwork,
): Promise<void> {
  const { resources } = await engine.state();
  if (!resources.some(({ protect, retainOnDelete }) => protect || retainOnDelete)) return;
  say(`${stack}: up without deletion protection`);
  const previous = files.readConfig(stack);
  const shipped = readShippedConfig(stack);
  files.writeConfig(stack, localConfig({ shipped, previous, network, deletable: true }));
  await engine.runProgram("up", "--yes", "--skip-preview");
}

/** Deletes for good what is in its recovery window: until its end, the name of a secret can't be used again. */
async function purgeSecrets(
  stack: Environment,
  client: SecretsManagerClient,
  say: Place["say"],
): Promise<void> {
  for await (const page of paginateListSecrets({ client }, { IncludePlannedDeletion: true })) {
    for (const { Name = "", ARN, DeletedDate } of page.SecretList ?? []) {
      if (DeletedDate === undefined || parseSecretName(Name)?.environment !== stack) continue;
      say(`${stack}: deleting ${Name} for good, without a recovery window`);
      await client.send(new DeleteSecretCommand({ SecretId: ARN, ForceDeleteWithoutRecovery: true }));
    }
  }
}
