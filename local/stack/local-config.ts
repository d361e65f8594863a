import { parse, stringify } from "yaml";
import { z } from "zod";

import { LocalAwsError } from "../aws/local-aws-error";
import { localAccess } from "./local-access";
import { type LocalNetwork } from "./network";

/** What configuration keys of the program begin with: the project's name. */
export const settingPrefix = "secret-backed-services:";

/** No pipeline deploys to the local AWS, and what its roles' policies would be is not there. */
const deliveryKey = `${settingPrefix}delivery`;

/** Tells what network a part's configuration was made for. The program does not read it. */
const vpcIdKey = "local:vpcId";

const stackFileSchema = z.object({
  config: z.record(z.string(), z.unknown()).default({}),
  encryptionsalt: z.string().optional(),
});
type StackFile = z.output<typeof stackFileSchema>;

const networkSchema = z.object({ existing: z.object({ vpcId: z.string() }) });

/** Reads a `Pulumi.<stack>.yaml`. */
export function parseStackFile(text: string): StackFile {
  return stackFileSchema.parse(parse(text) ?? {});
}

export interface LocalConfigArgs {
  /** The configuration that the project ships for the stack. */
  shipped: string;
  /** The stack's local configuration of the last time; empty when there was none. */
  previous: string;
  network: LocalNetwork;
  /** Whether the stack has a part of an environment's services, so that the network is another stack's. @default false */
  isPart?: boolean;
  /** Lets all of the stack be deleted, whatever the shipped configuration says. */
  deletable?: boolean;
}

/**
 * The stack's configuration for the local AWS: the shipped one, in a network that exists there, with the encrypted values of
 * the last time. Encrypted values of the shipped one belong to another passphrase and are left out.
 */
export function localConfig(args: LocalConfigArgs): string {
  const { shipped, previous, network, isPart = false, deletable = false } = args;
  const before = parseStackFile(previous);
  const own = entries(parseStackFile(shipped), (value, key) => !isEncrypted(value) && key !== deliveryKey);
  const accessKey = `${settingPrefix}access`;
  const rolloutKey = `${settingPrefix}rollout`;
  const config = {
    ...own,
    "aws:maxRetries": "2", // an error of the local AWS shall not look like a hang
    "aws:s3UsePathStyle": "true", // there is no DNS for a bucket's own host name
    ...(isPart ? { [vpcIdKey]: network.vpcId } : { [`${settingPrefix}network`]: { existing: network } }),
    ...(own[accessKey] === undefined ? {} : { [accessKey]: localAccess(own[accessKey]) }),
    ...(own[rolloutKey] === undefined ? {} : { [rolloutKey]: atAnyTime(own[rolloutKey]) }),
    ...(deletable ? { [`${settingPrefix}deletionProtection`]: "false" } : {}),
    ...entries(before, isEncrypted),
  };
  const salt = before.encryptionsalt;
  return stringify({ config, ...(salt === undefined ? {} : { encryptionsalt: salt }) });
}

const rolloutSchema = z.looseObject({ maintenanceWindow: z.unknown() });

/** The setting `rollout` without a maintenance window: nobody waits for the night at the local AWS. */
function atAnyTime(shipped: unknown): Record<string, unknown> {
  return { ...rolloutSchema.parse(shipped), maintenanceWindow: undefined };
}

/** Whether a stack's file is of a part of an environment's services. */
export function isPartFile(text: string): boolean {
  return parseStackFile(text).config[`${settingPrefix}environmentStack`] !== undefined;
}

/**
 * The region that a stack is deployed to.
 *
 * @throws LocalAwsError when the configuration names none.
 */
export function regionOf(text: string, file: string): string {
  const region = parseStackFile(text).config["aws:region"];
  if (typeof region === "string") return region;
  throw new LocalAwsError(`${file} must set aws:region: pulumi config set aws:region <region>`);
}

/** The id of the VPC that a local configuration is for, if it says so. */
export function vpcIdOf(text: string): string | undefined {
  const { config } = parseStackFile(text);
  const network = networkSchema.safeParse(config[`${settingPrefix}network`]);
  if (network.success) return network.data.existing.vpcId;
  const vpcId = config[vpcIdKey];
  return typeof vpcId === "string" ? vpcId : undefined;
}

/** The configuration keys of a stack file that hold an encrypted value. */
export function encryptedKeys(text: string): string[] {
  return Object.keys(entries(parseStackFile(text), isEncrypted));
}

function entries(
  { config }: StackFile,
  wanted: (value: unknown, key: string) => boolean,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).filter(([key, value]) => wanted(value, key)));
}

function isEncrypted(value: unknown): boolean {
  return typeof value === "object" && value !== null && "secure" in value;
}
