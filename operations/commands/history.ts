import { Command } from "commander";

import { type Environment } from "../../naming";
import { type DeclaredStack } from "../access/declared-access";
import { readDeclaredAccess } from "../access/read-declared-access";
import { withCommandFlags } from "../command-flags";
import { declaredReaders } from "../history/declared-readers";
import { readHistory } from "../history/read-history";
import { historyReport, judged, warnings } from "../history/report";
import { parseSince } from "../history/selection";
import { InputError } from "../input-error";

interface Flags {
  cwd: string;
  env?: Environment;
  region?: string;
  profile?: string;
  service?: string;
  secret?: string;
  principal?: string;
  since: string;
  denied: boolean;
  json: boolean;
}

/** `secrets history`: who read which secret, when and from where. */
export function historyCommand(): Command {
  const command = new Command("history")
    .description(
      "Shows who read which secret, when, from where and with what result, as CloudTrail recorded it. Asks Logs Insights where the " +
        "stack's audit trail is delivered to a log group that is there, else CloudTrail's event history, at two requests a second. " +
        "Calls appear there after five to fifteen minutes. A ! marks callers whom the stack does not declare.",
    )
    .option("--service <name>", "only the secrets of this service")
    .option("--secret <name>", "only this secret")
    .option("--principal <text>", "only callers whose ARN or session name holds this text")
    .option("--since <time>", "how far back: minutes, hours or days, up to 90d", "24h")
    .option("--denied", "only what was denied", false)
    .option("-C, --cwd <folder>", "the project's folder", ".");
  const example = "history --env prod --service auth-service --since 7d";
  return withCommandFlags(command, example, { environmentIsOptional: true }).action(showHistory);
}

async function showHistory(flags: Flags): Promise<void> {
  const now = new Date();
  const since = parseSince(flags.since, now);
  const stacks = readDeclaredAccess(flags.cwd);
  const secrets = selectedSecrets(stacks, flags);
  const { principal, denied } = flags;
  const selection = { secrets, since, principal, denied };
  const concerned = stacks.filter((stack) => stack.secrets.some(({ name }) => secrets.has(name)));
  const places = concerned.map((stack) => ({ ...stack, region: flags.region ?? stack.region }));
  const options = { selection, now, profile: flags.profile, onProgress: console.error };
  const records = await readHistory(places, options);
  const known = judged(records, declaredReaders(stacks));
  console.log(flags.json ? JSON.stringify(known, undefined, 2) : historyReport(known));
  for (const line of warnings(known)) console.error(line);
}

/** @throws InputError when no stack declares such a secret */
function selectedSecrets(stacks: readonly DeclaredStack[], { env, service, secret }: Flags): Set<string> {
  const names = stacks.flatMap(({ environment, secrets }) =>
    secrets
      .map(({ name }) => name)
      .filter(() => env === undefined || environment === env)
      .filter((name) => service === undefined || name.startsWith(`${service}-${environment}-`))
      .filter((name) => secret === undefined || name === secret),
  );
  if (names.length > 0) return new Set(names);
  const asked = [
    ["--env", env],
    ["--service", service],
    ["--secret", secret],
  ].flatMap(([flag, value]) => (value === undefined ? [] : [`${flag ?? ""} ${value}`]));
  throw new InputError(
    `no stack declares a secret with ${asked.join(" and ")}: \`secrets access\` lists them all`,
  );
}
