import { Command, InvalidArgumentError, Option } from "commander";

import { deploymentOf } from "../../rotation/contract/labels";
import { versionWith } from "../../rotation/contract/version-labels";
import { type AwsClients, awsClients } from "../aws/clients";
import { type CommandFlags, withCommandFlags } from "../command-flags";
import { foundProblem } from "../exit-codes";
import { onInterrupt } from "../interrupt";
import { Problem } from "../problem";
import { invokeRollout } from "../rollout/invoke-rollout";
import { beginRotations, resumeRotations } from "../rotate/begin-rotations";
import { journalsIn } from "../rotate/journal";
import { planRotations } from "../rotate/plan";
import { Progress } from "../rotate/progress";
import { finishRollout, type RotatedService, rotateService } from "../rotate/rotate-service";
import { type Rotation } from "../rotate/rotation";
import { dryRunOf, dryRunReport, rotationReport } from "../rotate/rotation-report";
import { headingOf, type Step, stepNames, steps } from "../rotate/steps";
import { serviceSecrets } from "../stack/service-secrets";
import { type StackSecret } from "../stack/stack-secret";

interface RotateFlags extends CommandFlags {
  secret?: string;
  dryRun: boolean;
  from: Step;
  resume: boolean;
  fromFile?: string;
  keepManual: boolean;
  /** Minutes. */
  timeout: number;
}

type Secrets = [StackSecret, ...StackSecret[]];

/** `secrets rotate`: new credentials, from their making to the end of the old ones. */
export function rotateCommand(): Command {
  const command = new Command("rotate")
    .description(
      "Rotates a service's secrets in five steps, each shown: " +
        `${stepNames.map((step) => `${step} (${steps[step]})`).join(", ")}. It may be interrupted anywhere.`,
    )
    .argument("<service>", "name of the service")
    .option("--secret <secret>", "only this secret of the service")
    .option("--dry-run", "show what would be done, and change nothing", false)
    .addOption(
      new Option("--from <step>", "begin with this step; what comes before it must be done already")
        .choices(stepNames)
        .default("create"),
    )
    .addOption(
      new Option("--resume", "go on with an interrupted rotation")
        .conflicts(["dryRun", "from", "keepManual"])
        .default(false),
    )
    .option(
      "--from-file <file>",
      'new values of the keys that are rotated by hand, lines KEY=value; "-" for standard input; else hidden prompts',
    )
    .option("--keep-manual", "leave the keys that are rotated by hand as they are", false)
    .option("--timeout <minutes>", "how long to wait at most; a rollout goes on by itself", minutes, 60);
  return withCommandFlags(command, "rotate auth-service --env test").action(rotate);
}

function minutes(text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new InvalidArgumentError("It must be a number of minutes.");
}

async function rotate(service: string, flags: RotateFlags): Promise<void> {
  const clients = awsClients(flags);
  const progress = new Progress(console.error, stepBefore(flags.from));
  const secrets = await serviceSecrets(clients.secretsManager, service, flags.env, flags.secret);
  if (flags.dryRun) return dryRun(secrets, clients, flags);
  onInterrupt(() => interruption(service, flags, progress));
  const deadline = Date.now() + flags.timeout * 60_000;
  const options = { clients, progress, deadline };
  const rotations = await rotationsOf(secrets, clients, flags);
  const rotated =
    rotations === undefined ? await finishRollout(secrets, options) : await rotateService(rotations, options);
  report(rotated, flags);
}

/** `undefined` where only the rollout is left to be done. */
async function rotationsOf(
  secrets: Secrets,
  { secretsManager }: AwsClients,
  flags: RotateFlags,
): Promise<[Rotation, ...Rotation[]] | undefined> {
  if (flags.resume) return resumeRotations(secretsManager, secrets, flags.fromFile);
  if (isRolloutOnly(flags.from)) {
    requireStepsBefore(secrets, flags.from);
    return undefined;
  }
  const plans = planRotations(secrets, flags, new Date());
  return beginRotations(secretsManager, plans, flags.fromFile);
}

function isRolloutOnly(from: Step): boolean {
  return stepNames.indexOf(from) >= stepNames.indexOf("deploy");
}

/** @throws Problem where the step cannot be the next one */
function requireStepsBefore(secrets: Secrets, from: Step): void {
  for (const { name, labels } of secrets) {
    if (journalsIn(labels).length > 0)
      throw new Problem(`a rotation of ${name} is unfinished: give --resume`);
    const current = versionWith("AWSCURRENT", labels);
    if (current === undefined) throw new Problem(`${name} has no value yet: set its first one`);
    const own = labels[current] ?? [];
    const isDeployed = own.includes("DEPLOYED") || own.some((label) => deploymentOf(label) !== undefined);
    if (from !== "deploy" && !isDeployed) {
      throw new Problem(`version ${current} of ${name} is not deployed yet: give --from deploy`);
    }
  }
}

/** The step before the first one to be shown. */
function stepBefore(step: Step): Step | undefined {
  return stepNames[stepNames.indexOf(step) - 1];
}

async function dryRun(secrets: Secrets, { lambda }: AwsClients, flags: RotateFlags): Promise<void> {
  const [secret] = secrets;
  if (isRolloutOnly(flags.from)) requireStepsBefore(secrets, flags.from);
  const plans = isRolloutOnly(flags.from) ? [] : planRotations(secrets, flags, new Date());
  const rollout = await invokeRollout(lambda, secret, { dryRun: true });
  const planned = dryRunOf(secret, plans, flags.from, rollout);
  console.log(flags.json ? JSON.stringify(planned, undefined, 2) : dryRunReport(planned));
}

function interruption(service: string, { env, secret, from }: RotateFlags, { current }: Progress): string {
  const chosen = secret === undefined ? "" : ` --secret ${secret}`;
  const place = current === undefined ? "before the first step" : `in step ${headingOf(current)}`;
  const way = isRolloutOnly(from) ? `--from ${from}` : "--resume";
  return (
    `interrupted ${place}; the service runs, with the old or the new value.\n` +
    `Go on with: secrets rotate ${service}${chosen} --env ${env} ${way}`
  );
}

function report(rotated: RotatedService, { json }: RotateFlags): void {
  console.log(json ? JSON.stringify(rotated, undefined, 2) : rotationReport(rotated));
  if (rotated.secrets.some(({ outcome }) => outcome !== "finished")) process.exitCode = foundProblem;
}
