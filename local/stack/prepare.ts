import { EC2Client } from "@aws-sdk/client-ec2";

import { checkStack, formatProblems } from "../../config/check";
import { requiredFirstValues } from "../../config/first-values";
import { type DeclaredStack, stackSchema } from "../../config/stack-schema";
import { type Environment } from "../../naming";
import { LocalAwsError } from "../aws/local-aws-error";
import { Engine } from "./engine";
import { randomFirstValue } from "./first-value";
import { encryptedKeys, localConfig, parseStackFile, regionOf, settingPrefix, vpcIdOf } from "./local-config";
import { createNetwork, findNetwork, type LocalNetwork } from "./network";
import { readShippedConfig, type StackFiles } from "./stack-files";

/** Where local stacks are deployed to, and who hears about it. */
export interface Place {
  files: StackFiles;
  /** The local AWS's address. */
  endpoint: string;
  /** Gets a line for each step. */
  say: (line: string) => void;
  /** Gets all that the engine prints for people. */
  onOutput: (text: string) => void;
  /** Whether the engine prints in colours. @default false */
  colors?: boolean;
  /** Gets the process id of each engine that starts. */
  onStart?: (pid: number) => void;
}

/** How an SDK client reaches the local AWS as its root user. */
export function clientOptions(endpoint: string, region: string) {
  return { endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
}

/**
 * Makes all that a stack needs before its first preview: a network, a local configuration, a state and first values. What is
 * there already is kept, but for the state of a local AWS that is gone.
 *
 * @throws LocalAwsError when the stack's declaration is not valid.
 */
export async function prepareStack(stack: Environment, place: Place): Promise<Engine> {
  const { files, say } = place;
  const shipped = readShippedConfig(stack);
  const declared = checkDeclaration(stack, shipped);
  files.prepare();
  const engine = new Engine({ ...place, stack });
  const network = await ensureNetwork(stack, place, declared, regionOf(shipped, `Pulumi.${stack}.yaml`));
  const previous = files.readConfig(stack);
  const exists = await engine.knowsStack();
  const outlived = exists && vpcIdOf(previous) !== network.vpcId;
  if (outlived) {
    say(`${stack} was deployed to a local AWS that has been emptied since: starting afresh`);
    await engine.ask(["stack", "rm", "--yes", "--force", "--preserve-config"]);
  }
  files.writeConfig(stack, localConfig({ shipped, previous, network }));
  if (!exists || outlived) await engine.ask(["stack", "init", "--no-select"]);
  await supplyFirstValues(stack, place, engine, declared);
  return engine;
}

function checkDeclaration(stack: Environment, shipped: string): DeclaredStack {
  const { config } = parseStackFile(shipped);
  const own = Object.entries(config).flatMap(([key, value]) =>
    key.startsWith(settingPrefix) ? [[key.slice(settingPrefix.length), value] as const] : [],
  );
  const raw = Object.fromEntries(own.filter(([key]) => Object.hasOwn(stackSchema.shape, key)));
  const toCome = { text: "generated later", encrypted: true };
  const checked = checkStack({ stack, raw, otherKeys: [], read: () => toCome });
  if (!checked.valid) throw new LocalAwsError(formatProblems(stack, checked.problems));
  return checked.declared;
}

async function ensureNetwork(
  stack: Environment,
  { endpoint, say }: Place,
  { network }: DeclaredStack,
  region: string,
): Promise<LocalNetwork> {
  const client = new EC2Client(clientOptions(endpoint, region));
  const found = await findNetwork(client, stack);
  if (found) return found;
  say(`${stack} gets a network of its own in the local AWS, instead of the one that it declares`);
  const { cidrBlock = "10.0.0.0/16", availabilityZones = 2 } = network.create ?? {};
  return createNetwork(client, stack, { cidrBlock, availabilityZones });
}

/** Gives each key that a person would supply a random value, once. It goes to the engine by standard input. */
async function supplyFirstValues(
  stack: Environment,
  { files, say }: Place,
  engine: Engine,
  { services }: DeclaredStack,
): Promise<void> {
  const present = encryptedKeys(files.readConfig(stack));
  const missing = requiredFirstValues(services, stack).filter(
    ({ configKey }) => !present.includes(settingPrefix + configKey),
  );
  if (missing.length > 0) say(`${stack} gets ${missing.length} random first values`);
  for (const { key, configKey } of missing) {
    await engine.ask(["config", "set", "--secret", configKey], randomFirstValue(key));
  }
}
