import { EC2Client } from "@aws-sdk/client-ec2";

import { checkStack, formatProblems } from "../../config/check";
import { requiredFirstValues } from "../../config/first-values";
import { type DeclaredPart, stackSchema } from "../../config/stack-schema";
import { type Environment } from "../../naming";
import { LocalAwsError } from "../aws/local-aws-error";
import { Engine } from "./engine";
import { randomFirstValue } from "./first-value";
import { encryptedKeys, localConfig, parseStackFile, regionOf, settingPrefix, vpcIdOf } from "./local-config";
import { createNetwork, findNetwork, type LocalNetwork, type NetworkShape } from "./network";
import { readShippedConfig, type StackFiles } from "./stack-files";

/** Where local stacks are deployed to, and who hears about it. */
export interface Place {
  files: StackFiles;
  /** The local AWS's address. */
  endpoint: string;
  /** The folder with the stacks' files as they are shipped. @default this project's */
  shippedFolder?: string;
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
export async function prepareStack(stack: string, place: Place): Promise<Engine> {
  const { files, say } = place;
  const shipped = readShippedConfig(stack, place.shippedFolder);
  const { declared, isPart, environment, wanted } = checkDeclaration(stack, shipped);
  files.prepare();
  const engine = new Engine({ ...place, stack });
  const region = regionOf(shipped, `Pulumi.${stack}.yaml`);
  const network = isPart
    ? await requireNetwork(stack, environment, place, region)
    : await ensureNetwork(stack, place, wanted, region);
  const previous = files.readConfig(stack);
  const exists = await engine.knowsStack();
  const outlived = exists && vpcIdOf(previous) !== network.vpcId;
  if (outlived) {
    say(`${stack} was deployed to a local AWS that has been emptied since: starting afresh`);
    await engine.ask(["stack", "rm", "--yes", "--force", "--preserve-config"]);
  }
  files.writeConfig(stack, localConfig({ shipped, previous, network, isPart }));
  if (!exists || outlived) await engine.ask(["stack", "init", "--no-select"]);
  await supplyFirstValues(stack, environment, place, engine, declared);
  return engine;
}

interface Declaration {
  /** The services whose secrets are the stack's own. */
  declared: Pick<DeclaredPart, "services">;
  environment: Environment;
  /** Whether the stack has a part of an environment's services. */
  isPart: boolean;
  /** The network that the stack declares for itself. */
  wanted: Partial<NetworkShape>;
}

function checkDeclaration(stack: string, shipped: string): Declaration {
  const { config } = parseStackFile(shipped);
  const own = Object.entries(config).flatMap(([key, value]) =>
    key.startsWith(settingPrefix) ? [[key.slice(settingPrefix.length), value] as const] : [],
  );
  const raw = Object.fromEntries(own.filter(([key]) => Object.hasOwn(stackSchema.shape, key)));
  const toCome = { text: "generated later", encrypted: true };
  const checked = checkStack({ stack, raw, otherKeys: [], read: () => toCome });
  if (!checked.valid) throw new LocalAwsError(formatProblems(stack, checked.problems));
  const { declared, environment } = checked;
  if (checked.part !== undefined) return { declared, environment, isPart: true, wanted: {} };
  const { network, replicaOf } = checked.declared;
  const withOwnValues = replicaOf === undefined ? declared : { services: [] };
  return { declared: withOwnValues, environment, isPart: false, wanted: network.create ?? {} };
}

/** @throws LocalAwsError when the stack of a part's environment is not there. */
async function requireNetwork(
  stack: string,
  environment: Environment,
  { endpoint }: Place,
  region: string,
): Promise<LocalNetwork> {
  const network = await findNetwork(new EC2Client(clientOptions(endpoint, region)), environment);
  if (network) return network;
  throw new LocalAwsError(
    `${stack} is a part of ${environment}, which is not in the local AWS: run npm run up:local -- ${environment} first`,
  );
}

async function ensureNetwork(
  stack: string,
  { endpoint, say }: Place,
  { cidrBlock = "10.0.0.0/16", availabilityZones = 2 }: Partial<NetworkShape>,
  region: string,
): Promise<LocalNetwork> {
  const client = new EC2Client(clientOptions(endpoint, region));
  const found = await findNetwork(client, stack);
  if (found) return found;
  say(`${stack} gets a network of its own in the local AWS, instead of the one that it declares`);
  return createNetwork(client, stack, { cidrBlock, availabilityZones });
}

/** Gives each key that a person would supply a random value, once. It goes to the engine by standard input. */
async function supplyFirstValues(
  stack: string,
  environment: Environment,
  { files, say }: Place,
  engine: Engine,
  { services }: Pick<DeclaredPart, "services">,
): Promise<void> {
  const present = encryptedKeys(files.readConfig(stack));
  const missing = requiredFirstValues(services, environment).filter(
    ({ configKey }) => !present.includes(settingPrefix + configKey),
  );
  if (missing.length > 0) say(`${stack} gets ${missing.length} random first values`);
  for (const { key, configKey } of missing) {
    await engine.ask(["config", "set", "--secret", configKey], randomFirstValue(key));
  }
}
