import { EC2Client } from "@aws-sdk/client-ec2";
import {
  DeleteSecretCommand,
  paginateListSecrets,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

import { parseSecretName, parseStackName } from "../../naming";
import { LocalAwsError } from "../aws/local-aws-error";
import { recover } from "./deploy";
import { Engine } from "./engine";
import { isPartFile, localConfig, regionOf, vpcIdOf } from "./local-config";
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
export async function destroyStack(stack: string, place: Place): Promise<Outcome> {
  const { files, endpoint, say } = place;
  files.prepare();
  const engine = new Engine({ ...place, stack });
  const shipped = readShippedConfig(stack, place.shippedFolder);
  const options = clientOptions(endpoint, regionOf(shipped, `Pulumi.${stack}.yaml`));
  const ec2 = new EC2Client(options);
  const isPart = isPartFile(shipped);
  const network = await findNetwork(ec2, isPart ? (parseStackName(stack)?.environment ?? stack) : stack);
  if (!isPart) await requireNoParts(stack, engine);
  const exists = await engine.knowsStack();
  const isUp = exists && network !== undefined && vpcIdOf(files.readConfig(stack)) === network.vpcId;
  if (isUp) {
    await recover(stack, place, engine);
    await liftProtection(stack, place, engine, network);
    say(`${stack}: destroy`);
    await engine.runOnState("destroy", "--yes", "--skip-preview");
  }
  await purgeSecrets(stack, isPart, new SecretsManagerClient(options), say);
  if (!isPart) await removeNetwork(ec2, stack);
  if (exists) await engine.ask(["stack", "rm", "--yes", "--force", "--preserve-config"]);
  files.removeConfig(stack);
  if (isUp) return "destroyed";
  return exists || (network && !isPart) ? "forgotten" : "absent";
}

/** @throws LocalAwsError while a stack is there that uses the environment's: its cluster, or replicas of its secrets. */
async function requireNoParts(stack: string, engine: Engine): Promise<void> {
  const parts = (await engine.knownStacks()).filter((name) => name.startsWith(`${stack}-`));
  if (parts.length === 0) return;
  throw new LocalAwsError(
    `${parts.join(", ")} is still there, and uses ${stack}: run npm run destroy:local -- ${parts.join(" ")} first`,
  );
}

/**
 * Deploys a protected stack once with `deletionProtection: false`, as one would on AWS: until then, the engine refuses to delete what is
 * protected, and keeps in AWS what is retained.
 */
async function liftProtection(
  stack: string,
  { files, say, shippedFolder }: Place,
  engine: Engine,
  network: LocalNetwork,
): Promise<void> {
  const { resources } = await engine.state();
  if (!resources.some(({ protect }) => protect)) return;
  say(`${stack}: up without deletion protection`);
  const previous = files.readConfig(stack);
  const shipped = readShippedConfig(stack, shippedFolder);
  const isPart = isPartFile(shipped);
  files.writeConfig(stack, localConfig({ shipped, previous, network, isPart, deletable: true }));
  await engine.runProgram("up", "--yes", "--skip-preview");
}

/** Deletes for good what of a stack is in its recovery window: until its end, the name of a secret can't be used again. */
async function purgeSecrets(
  stack: string,
  isPart: boolean,
  client: SecretsManagerClient,
  say: Place["say"],
): Promise<void> {
  const own = parseStackName(stack);
  const part = isPart ? own?.part : undefined;
  for await (const page of paginateListSecrets({ client }, { IncludePlannedDeletion: true })) {
    for (const { Name = "", ARN, DeletedDate, Tags = [] } of page.SecretList ?? []) {
      if (DeletedDate === undefined || parseSecretName(Name)?.environment !== own?.environment) continue;
      if (Tags.find(({ Key }) => Key === "Part")?.Value !== part) continue;
      say(`${stack}: deleting ${Name} for good, without a recovery window`);
      await client.send(new DeleteSecretCommand({ SecretId: ARN, ForceDeleteWithoutRecovery: true }));
    }
  }
}
