import { type Engine } from "./engine";
import { existingIds } from "./existing-ids";
import { regionOf } from "./local-config";
import { noteUnfinished } from "./pending-creates";
import { clientOptions, type Place, prepareStack } from "./prepare";
import { readShippedConfig } from "./stack-files";
import { parseState } from "./state";
import { type Summary, summarize } from "./summary";

const policyPack = ["--policy-pack", "policy-pack"];

/**
 * Deploys a stack to the local AWS, as often as you like. Violations of mandatory policies are found before anything is made.
 *
 * @throws LocalAwsError when the declaration is not valid, a policy refuses it, or the deployment fails.
 */
export async function deployStack(stack: string, place: Place): Promise<Summary> {
  const engine = await prepareStack(stack, place);
  await recover(stack, place, engine);
  place.say(`${stack}: preview`);
  await engine.runProgram("preview", ...policyPack);
  place.say(`${stack}: up`);
  await engine.runProgram("up", "--yes", "--skip-preview", ...policyPack);
  return summarize(stack, engine);
}

/**
 * Clears what an engine has left that was killed, or that failed to look at what it had made: its lock, which is nobody's since one process
 * alone works on a folder, changes of which it is not known whether they were made, and resources of which it does not know all.
 */
export async function recover(
  stack: string,
  { endpoint, say, shippedFolder }: Place,
  engine: Engine,
): Promise<void> {
  await engine.ask(["cancel", "--yes"]);
  const exported = await engine.ask(["stack", "export"]);
  const { interrupted, half } = parseState(exported);
  if (!interrupted && !half) return;
  say(`${stack}: the last deployment was interrupted: looking at what it has made`);
  if (interrupted) {
    const region = regionOf(readShippedConfig(stack, shippedFolder), `Pulumi.${stack}.yaml`);
    const noted = await noteUnfinished(exported, existingIds(clientOptions(endpoint, region)));
    await engine.ask(["stack", "import"], noted);
  }
  await engine.runOnState("refresh", "--yes", "--clear-pending-creates");
}
