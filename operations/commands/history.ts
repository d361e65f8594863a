import { Command, Option } from "commander";

import { type Environment, environments } from "../../naming";
import { type DeclaredStack } from "../access/declared-access";
import { readDeclaredAccess } from "../access/read-declared-access";
import { declaredReaders } from "../history/declared-readers";
import { readHistory } from "../history/read-history";
import { historyReport, judged, warnings } from "../history/report";
import { parseSince } from "../history/selection";
import { InputError } from "../input-error";

interface Flags {
  cwd: string;
  env?: Environment;
  service?: string;
  secret?: string;
  principal?: string;
  since: string;
  denied: boolean;
  json: boolean;
}

/** `secrets history`: who read which secret, when and from where. */
export function historyCommand(): Command {
  return new Command("history")
    .description(
      "Shows who read which secret, when, from where and with what result, as CloudTrail recorded it.",
    )
    .addOption(
      new Option("--env <environment>", "only the secrets of this environment").choices(environments),
    )
    .option("--service <name>", "only the secrets of this service")
    .option("--secret <name>", "only this secret")
    .option("--principal <text>", "only callers whose ARN or session name holds this text")
    .option("--since <time>", "how far back: minutes, hours or days, up to 90d", "24h")
    .option("--denied", "only what was denied", false)
    .option("--json", "print one JSON list", false)
    .option("-C, --cwd <folder>", "the project's folder", ".")
    .addHelpText(
      "after",
      "\nAsks Logs Insights where the stack's audit trail is delivered to a log group that is there, else CloudTrail's event history, at two requests a second. " +
        "Calls appear there after five to fifteen minutes. A ! marks callers whom the stack does not declare.\n" +
        "\nExample:\n  npm run -s secrets -- history --env prod --service auth-service --since 7d\n\nExits 2 on a fault in the command line or the stacks' configuration.",
    )
    .action(showHistory);
}

async function showHistory(flags: Flags): Promise<void> {
  const now = new Date();
  const since = parseSince(flags.since, now);
  const stacks = readDeclaredAccess(flags.cwd);
  const secrets = selectedSecrets(stacks, flags);
  const { principal, denied } = flags;
  const selection = { secrets, since, principal, denied };
  const concerned = stacks.filter((stack) => stack.secrets.some(({ name }) => secrets.has(name)));
  const records = await readHistory(concerned, { selection, now, onProgress: console.error }).catch(refused);
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

/** What AWS says, in a line: a fault of the caller's credentials or rights, not of this program. */
function refused(error: unknown): never {
  const fromAws =
    error instanceof Error && ("$metadata" in error || error.name === "CredentialsProviderError");
  throw fromAws ? new InputError(`AWS says ${error.name}: ${error.message}`) : error;
}
