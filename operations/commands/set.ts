import { Command } from "commander";

import { awsClients } from "../aws/clients";
import { type CommandFlags, withCommandFlags } from "../command-flags";
import { InputError } from "../input-error";
import { offerRollout } from "../rollout/offer-rollout";
import { findSecret } from "../stack/find-secret";
import { changeSecret } from "../value/change-secret";
import { requireDeclared, requireNoRotation } from "../value/declared-keys";
import { fingerprint } from "../value/fingerprint";
import { newValue } from "../value/new-value";
import { readSecretValue } from "../value/secret-value";

interface SetFlags extends CommandFlags {
  fromFile?: string;
  newKey: boolean;
  rollout: boolean;
}

/** `secrets set`: a new value of one key. */
export function setCommand(): Command {
  const command = new Command("set")
    .description(
      "Puts a new value of one key; the other keys stay. The value comes from a hidden prompt, standard input or a file.",
    )
    .argument("<secret>", "name of the secret, <service>-<environment>-<type>")
    .argument("<key>", "JSON key")
    .option("--from-file <file>", 'file that holds the value; "-" for standard input')
    .option(
      "--new-key",
      "add a key that the stack does not declare yet: a task can have it once it is there",
      false,
    )
    .option("--no-rollout", "do not offer to roll the new value out");
  const example = "set payment-service-test-api-keys STRIPE_API_KEY --env test < key.txt";
  return withCommandFlags(command, example).action(set);
}

async function set(name: string, key: string, flags: SetFlags): Promise<void> {
  const clients = awsClients(flags);
  const secret = await findSecret(clients.secretsManager, name, flags.env);
  if (!flags.newKey) requireDeclared(secret, key);
  requireNoRotation(secret);
  const before = await readSecretValue(clients.secretsManager, secret, { VersionStage: "AWSCURRENT" });
  const value = await newValue(`${key} of ${name}`, flags.fromFile);
  if (before.values[key] === value) throw new InputError(`${key} of ${name} already has this value`);
  const versionId = await changeSecret(clients.secretsManager, secret, before, {
    ...before.values,
    [key]: value,
  });
  report({ secret: name, key, versionId, fingerprint: fingerprint(secret.arn, key, value) }, flags);
  await offerRollout(clients, secret, flags);
}

function report(
  changed: { secret: string; key: string; versionId: string; fingerprint: string },
  { json }: SetFlags,
): void {
  const { secret, key, versionId } = changed;
  console.log(
    json
      ? JSON.stringify(changed, undefined, 2)
      : `${secret}: ${key} is ${changed.fingerprint} from version ${versionId} on`,
  );
}
