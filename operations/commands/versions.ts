import { Command } from "commander";

import { awsClients } from "../aws/clients";
import { type CommandFlags, withCommandFlags } from "../command-flags";
import { lookupCalls } from "../history/lookup-events";
import { findSecret } from "../stack/find-secret";
import { type StackSecret } from "../stack/stack-secret";
import { secretVersions } from "../versions/secret-versions";
import { puttingCalls, versionCall, type VersionCall } from "../versions/version-call";
import { versionsReport, withCalls } from "../versions/versions-report";

interface VersionsFlags extends CommandFlags {
  all: boolean;
  callers: boolean;
}

/** For how long CloudTrail remembers a call, ms. */
const ninetyDays = 90 * 24 * 3_600_000;

/** `secrets versions`: what versions a secret has, and who put them. */
export function versionsCommand(): Command {
  const command = new Command("versions")
    .description(
      "Shows a secret's versions with their labels, dates, fingerprints of the values, and who put them, which CloudTrail " +
        "knows for 90 days and five to fifteen minutes after the call. Prints no value.",
    )
    .argument("<secret>", "name of the secret, <service>-<environment>-<type>")
    .option("--all", "show the versions without a label as well", false)
    .option("--no-callers", "do not ask CloudTrail, which takes some seconds");
  return withCommandFlags(command, "versions auth-service-stage-config --env stage").action(versions);
}

async function versions(name: string, flags: VersionsFlags): Promise<void> {
  const { secretsManager } = awsClients(flags);
  const secret = await findSecret(secretsManager, name, flags.env);
  const found = await secretVersions(secretsManager, secret, flags);
  const calls = flags.callers ? await callsOf(secret, await secretsManager.config.region(), flags) : [];
  const known = withCalls(found, calls);
  console.log(
    flags.json ? JSON.stringify({ secret: name, versions: known }, undefined, 2) : versionsReport(known),
  );
}

async function callsOf(
  { name, createdAt }: StackSecret,
  region: string,
  { profile }: VersionsFlags,
): Promise<VersionCall[]> {
  const since = new Date(Math.max(Date.now() - ninetyDays, (createdAt?.getTime() ?? 0) - 60_000));
  const records: string[] = [];
  for (const eventName of puttingCalls) {
    const onProgress = (line: string) => {
      console.error(`${eventName}, ${line}`);
    };
    records.push(...(await lookupCalls({ eventName, region, profile, since, onProgress })));
  }
  return records.flatMap((record) => versionCall(record, name) ?? []);
}
