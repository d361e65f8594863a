import { Command } from "commander";

import { keysOfTags } from "../../rotation/contract/key-tags";
import { awsClients } from "../aws/clients";
import { type CommandFlags, withCommandFlags } from "../command-flags";
import { confirmed } from "../confirm";
import { InputError } from "../input-error";
import { offerRollout } from "../rollout/offer-rollout";
import { findSecret } from "../stack/find-secret";
import { changeSecret } from "../value/change-secret";
import { requireNoRotation } from "../value/declared-keys";
import { readEnvFile } from "../value/env-file";
import { importPlan, type ImportPlan } from "../value/import-plan";
import { readSecretValue } from "../value/secret-value";

interface ImportFlags extends CommandFlags {
  from: string;
  dryRun: boolean;
  rollout: boolean;
}

/** `secrets import`: the values of an env file. */
export function importCommand(): Command {
  const command = new Command("import")
    .description(
      "Puts the values of an env file into a secret: shows first which keys change, and asks. Variables that the stack does not declare are refused.",
    )
    .argument("<secret>", "name of the secret, <service>-<environment>-<type>")
    .requiredOption("--from <file>", "the env file, lines of the form KEY=value")
    .option("--dry-run", "show which keys would change, and change nothing", false)
    .option("--no-rollout", "do not offer to roll the new values out");
  return withCommandFlags(command, "import auth-service-test-config --from .env --env test").action(
    importValues,
  );
}

async function importValues(name: string, flags: ImportFlags): Promise<void> {
  const clients = awsClients(flags);
  const secret = await findSecret(clients.secretsManager, name, flags.env);
  requireNoRotation(secret);
  const before = await readSecretValue(clients.secretsManager, secret, { VersionStage: "AWSCURRENT" });
  const plan = importPlan(readEnvFile(flags.from), before.values, Object.keys(keysOfTags(secret.tags)));
  requireKnown(plan, name, flags.from);
  const isWanted = plan.changes.length > 0 && !flags.dryRun;
  if (!flags.json) console.log(planReport(plan, name));
  const isAgreed = isWanted && (await confirmed(`Change ${plan.changes.length} keys of ${name}?`, flags));
  const versionId = isAgreed
    ? await changeSecret(clients.secretsManager, secret, before, plan.values)
    : undefined;
  if (flags.json)
    console.log(JSON.stringify({ secret: name, ...withoutValues(plan), versionId }, undefined, 2));
  if (isWanted && !isAgreed)
    throw new InputError("nothing was changed: answer the question with yes, or give --yes");
  if (versionId === undefined) return;
  const remains = flags.from === "/dev/stdin" ? "" : ` Now delete ${flags.from}, and its copies.`;
  console.error(`${name} has the values from version ${versionId} on.${remains}`);
  await offerRollout(clients, secret, flags);
}

/** @throws InputError where a variable is no key of the secret */
function requireKnown({ undeclared }: ImportPlan, secret: string, file: string): void {
  if (undeclared.length === 0) return;
  throw new InputError(
    `${file} holds what is no key of ${secret}: ${undeclared.join(", ")}; declare it in the stack's configuration, or take it out of the file`,
  );
}

function withoutValues({ changes, unchanged }: ImportPlan) {
  return { changes, unchanged };
}

function planReport({ changes, unchanged }: ImportPlan, secret: string): string {
  return [
    changes.length === 0 ? `${secret}: nothing to change` : `${secret}: would change ${changes.join(", ")}`,
    ...(unchanged.length === 0 ? [] : [`${secret}: has the same value of ${unchanged.join(", ")}`]),
  ].join("\n");
}
