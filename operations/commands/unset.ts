import { Command } from "commander";

import { keysOfTags } from "../../rotation/contract/key-tags";
import { awsClients } from "../aws/clients";
import { type CommandFlags, withCommandFlags } from "../command-flags";
import { confirmed } from "../confirm";
import { InputError } from "../input-error";
import { findSecret } from "../stack/find-secret";
import { changeSecret } from "../value/change-secret";
import { requireNoRotation } from "../value/declared-keys";
import { readSecretValue } from "../value/secret-value";

/** `secrets unset`: takes a key out of a secret. */
export function unsetCommand(): Command {
  const command = new Command("unset")
    .description(
      "Takes a key that the stack no longer declares out of a secret. Tasks that still ask for it would not start.",
    )
    .argument("<secret>", "name of the secret, <service>-<environment>-<type>")
    .argument("<key>", "JSON key");
  return withCommandFlags(command, "unset auth-service-test-config OLD_KEY --env test").action(unset);
}

async function unset(name: string, key: string, flags: CommandFlags): Promise<void> {
  const { secretsManager } = awsClients(flags);
  const secret = await findSecret(secretsManager, name, flags.env);
  requireNoRotation(secret);
  if (key in keysOfTags(secret.tags)) {
    throw new InputError(
      `the stack still declares ${key} of ${name}, so that tasks ask for it: take it out of the stack first`,
    );
  }
  const before = await readSecretValue(secretsManager, secret, { VersionStage: "AWSCURRENT" });
  const { [key]: value, ...others } = before.values;
  if (value === undefined)
    throw new InputError(`${name} has no key ${key}: it has ${Object.keys(others).sort().join(", ")}`);
  if (!(await confirmed(`Take ${key} out of ${name}?`, flags))) {
    throw new InputError("nothing was changed: answer the question with yes, or give --yes");
  }
  const versionId = await changeSecret(secretsManager, secret, before, others);
  console.log(
    flags.json
      ? JSON.stringify({ secret: name, key, versionId }, undefined, 2)
      : `${name}: ${key} is gone from version ${versionId} on`,
  );
}
