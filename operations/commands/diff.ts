import { Command } from "commander";

import { awsClients } from "../aws/clients";
import { type CommandFlags, withCommandFlags } from "../command-flags";
import { table } from "../report";
import { findSecret } from "../stack/find-secret";
import { fingerprint } from "../value/fingerprint";
import { readSecretValue, type SecretValue } from "../value/secret-value";

interface DiffFlags extends CommandFlags {
  from: string;
  to: string;
}

interface KeyDifference {
  key: string;
  change: "added" | "removed" | "changed" | "same";
  /** Fingerprints. */
  from?: string | undefined;
  to?: string | undefined;
}

/** `secrets diff`: which keys differ between two versions. */
export function diffCommand(): Command {
  const command = new Command("diff")
    .description("Shows which keys of a secret differ between two versions, by fingerprint. Prints no value.")
    .argument("<secret>", "name of the secret, <service>-<environment>-<type>")
    .option("--from <version>", "staging label or version id", "AWSPREVIOUS")
    .option("--to <version>", "staging label or version id", "AWSCURRENT");
  return withCommandFlags(command, "diff auth-service-stage-config --env stage").action(diff);
}

async function diff(name: string, flags: DiffFlags): Promise<void> {
  const { secretsManager } = awsClients(flags);
  const secret = await findSecret(secretsManager, name, flags.env);
  const from = await readSecretValue(secretsManager, secret, versionOf(flags.from));
  const to = await readSecretValue(secretsManager, secret, versionOf(flags.to));
  const keys = differences(secret.arn, from, to);
  const rows = keys.map(({ key, change, ...prints }) => [key, change, prints.from ?? "-", prints.to ?? "-"]);
  console.log(
    flags.json
      ? JSON.stringify({ secret: name, from: from.versionId, to: to.versionId, keys }, undefined, 2)
      : table(["KEY", "CHANGE", flags.from, flags.to], rows),
  );
}

/** Version ids have at least 32 characters, with hyphens or the provider's prefix; labels of a stack are shorter or hold "=". */
function versionOf(version: string): { VersionStage: string } | { VersionId: string } {
  return version.length >= 32 && !version.includes("=") ? { VersionId: version } : { VersionStage: version };
}

function differences(arn: string, from: SecretValue, to: SecretValue): KeyDifference[] {
  const keys = [...new Set([...Object.keys(from.values), ...Object.keys(to.values)])].sort();
  return keys.map((key) => {
    const [before, after] = [from.values[key], to.values[key]];
    const change =
      before === after
        ? "same"
        : before === undefined
          ? "added"
          : after === undefined
            ? "removed"
            : "changed";
    const print = (value: string | undefined) =>
      value === undefined ? undefined : fingerprint(arn, key, value);
    return { key, change, from: print(before), to: print(after) };
  });
}
