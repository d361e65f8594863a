import { text } from "node:stream/consumers";

import { type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

import { keysOfTags } from "../../rotation/contract/key-tags";
import { InputError } from "../input-error";
import { type StackSecret } from "../stack/stack-secret";
import { parseVariables } from "../value/env-file";
import { askHidden } from "../value/new-value";
import { readTextFile } from "../value/read-text-file";
import { readSecretValue } from "../value/secret-value";

/** A secret, and its keys for which a person gives the new value. */
export interface Wanted {
  secret: StackSecret;
  keys: readonly string[];
}

export type Values = Readonly<Record<string, string>>;

/**
 * Gets new values of the keys that are rotated by hand: lines KEY=value of a file or of standard input, or hidden prompts. A key
 * that is not given keeps its value.
 *
 * @returns by the secret's name
 * @throws InputError for values that are none of these keys', and where nothing is given for a secret
 */
export async function handValues(
  client: SecretsManagerClient,
  wanted: readonly Wanted[],
  file: string | undefined,
): Promise<Map<string, Values>> {
  if (wanted.length === 0) {
    if (file === undefined) return new Map();
    throw new InputError(`nobody has to give a value here: leave out --from-file ${file}`);
  }
  const given = await givenVariables(file);
  if (given !== undefined) requireKnown(given, wanted);
  const values = new Map<string, Values>();
  for (const { secret, keys } of wanted) {
    const own = given === undefined ? await askFor(secret, keys) : pick(given, keys);
    await requireNew(client, secret, keys, own);
    values.set(secret.name, own);
  }
  return values;
}

async function givenVariables(file: string | undefined): Promise<Values | undefined> {
  if (file !== undefined && file !== "-") return parseVariables(readTextFile(file), file);
  if (file === undefined && process.stdin.isTTY) return undefined;
  return parseVariables(await text(process.stdin), "standard input");
}

async function askFor({ name }: StackSecret, keys: readonly string[]): Promise<Values> {
  const values: Record<string, string> = {};
  for (const key of keys) {
    const value = await askHidden(`New value of ${key} of ${name} (empty keeps it)`);
    if (value !== "") values[key] = value;
  }
  return values;
}

function pick(given: Values, keys: readonly string[]): Values {
  return Object.fromEntries(Object.entries(given).filter(([key]) => keys.includes(key)));
}

/** @throws InputError for a key that is not rotated by hand, or that two secrets have */
export function requireKnown(given: Values, wanted: readonly Wanted[]): void {
  for (const [key, value] of Object.entries(given)) {
    const owners = wanted.filter(({ keys }) => keys.includes(key));
    const strategies = wanted.flatMap(({ secret }) => keysOfTags(secret.tags)[key] ?? []);
    if (owners.length > 1) {
      const names = owners.map(({ secret }) => secret.name);
      throw new InputError(`${key} is a key of ${names.join(" and ")}: say which with --secret`);
    }
    if (owners.length === 0) {
      const known = wanted.flatMap(({ keys }) => keys).join(", ");
      const reason =
        strategies[0] === undefined ? "is no key" : `is rotated by its strategy ${strategies[0]}`;
      throw new InputError(`${key} ${reason}: the keys that are rotated by hand are ${known}`);
    }
    if (value === "") throw new InputError(`the value of ${key} must not be empty`);
  }
}

/** @throws InputError where nothing is given, or a value is the one that the key has */
async function requireNew(
  client: SecretsManagerClient,
  secret: StackSecret,
  keys: readonly string[],
  values: Values,
): Promise<void> {
  if (Object.keys(values).length === 0) {
    throw new InputError(
      `nothing was given for ${secret.name}: give a new value of ${keys.join(" or ")}, or leave such keys with --keep-manual`,
    );
  }
  const { values: present } = await readSecretValue(client, secret, { VersionStage: "AWSCURRENT" });
  const same = Object.keys(values).find((key) => present[key] === values[key]);
  if (same !== undefined) throw new InputError(`${same} of ${secret.name} already has this value`);
}
