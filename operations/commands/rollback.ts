import { Command } from "commander";

import { deployed } from "../../rotation/contract/labels";
import { hasLabel } from "../../rotation/contract/version-labels";
import { type AwsClients, awsClients } from "../aws/clients";
import { type CommandFlags, withCommandFlags } from "../command-flags";
import { confirmed } from "../confirm";
import { foundProblem } from "../exit-codes";
import { onInterrupt } from "../interrupt";
import { Problem } from "../problem";
import { moveBack, removeNotes, requireUnretired } from "../rollback/move-back";
import { rollbackTarget, type RollbackTarget } from "../rollback/rollback-target";
import { checkVersion } from "../rollout/check-version";
import { followRollout } from "../rollout/follow-rollout";
import { invokeRollout, type RolloutReport } from "../rollout/invoke-rollout";
import { findSecret } from "../stack/find-secret";
import { serviceSecrets } from "../stack/service-secrets";
import { rolloutState } from "../status/rollout-state";

interface RollbackFlags extends CommandFlags {
  secret?: string;
}

/** How long to follow the deployment, ms. */
const longest = 3_600_000;

/** What became of a rollback, and how a report says it. */
const outcomes = {
  "rolled back": "rolled back to",
  held: "held at",
  unfinished: "unfinished on the way to",
} as const;

/** `secrets rollback`: back to the version before. */
export function rollbackCommand(): Command {
  const command = new Command("rollback")
    .description(
      "Takes a secret back to its version before, where the credentials of that one still work: checks them, moves AWSCURRENT, " +
        "deploys the service and verifies. Refuses where they do not work; asks where nobody can tell.",
    )
    .argument("<service>", "name of the service")
    .option("--secret <secret>", "this secret, where several of the service have a version before");
  return withCommandFlags(command, "rollback auth-service --env test").action(rollback);
}

async function rollback(service: string, flags: RollbackFlags): Promise<void> {
  const clients = awsClients(flags);
  const secrets = await serviceSecrets(clients.secretsManager, service, flags.env, flags.secret);
  const target = rollbackTarget(secrets, new Date());
  const { secret, from, to } = target;
  if (!target.isMoved) await requireWorking(target, clients, flags);
  onInterrupt(
    () => `interrupted; the service runs, with one of both values. Give the same command again to go on`,
  );
  await moveBack(clients.secretsManager, target);
  console.error(`${secret.name}: AWSCURRENT is version ${to} again`);
  const rollout = await follow(target, clients);
  const outcome = await outcomeOf(target, clients);
  if (outcome !== "unfinished") await removeNotes(clients.secretsManager, target);
  const report = { service, environment: flags.env, secret: secret.name, from, to, outcome, rollout };
  console.log(
    flags.json ? JSON.stringify(report, undefined, 2) : `${secret.name}: ${outcomes[outcome]} version ${to}`,
  );
  if (outcome === "rolled back") return;
  console.error(rollout.reason);
  process.exitCode = foundProblem;
}

/** What became of the secret's own rollout: the service's report tells of its other secrets as well, and one that is held can stop all. */
async function outcomeOf(
  { secret, to }: RollbackTarget,
  { secretsManager }: AwsClients,
): Promise<keyof typeof outcomes> {
  const present = await findSecret(secretsManager, secret.name, secret.environment);
  if (hasLabel(to, deployed, present.labels)) return "rolled back";
  return rolloutState(present) === "held" ? "held" : "unfinished";
}

/** @throws Problem where the credentials of the version before do not work, or nobody can tell and nobody says that they do */
async function requireWorking(
  { secret, from: current, to: version }: RollbackTarget,
  { lambda }: AwsClients,
  flags: RollbackFlags,
): Promise<void> {
  const verdict = await checkVersion(lambda, secret, { current, version });
  if (verdict.outcome === "valid") {
    console.error(`${secret.name}: the credentials of version ${version} work`);
    return;
  }
  if (verdict.outcome === "invalid") {
    throw new Problem(`${secret.name} cannot go back to version ${version}: ${verdict.reason}`);
  }
  console.error(`${secret.name}: ${verdict.reason}`);
  if (await confirmed(`Go back to version ${version} all the same?`, flags)) return;
  throw new Problem(
    "nothing was changed: make sure that the old value works, and answer with yes or give --yes",
  );
}

/** @throws Problem where the rollout of the version that is taken back was finished meanwhile */
function follow(target: RollbackTarget, clients: AwsClients): Promise<RolloutReport> {
  const { secret, to } = target;
  return followRollout({
    look: () => invokeRollout(clients.lambda, secret),
    isOver: async ({ state }) => {
      const { labels } = await findSecret(clients.secretsManager, secret.name, secret.environment);
      await requireUnretired(clients.secretsManager, target, labels);
      return state === "held" || hasLabel(to, deployed, labels);
    },
    onReport: ({ state, reason }) => {
      console.error(`${state}: ${reason}`);
    },
    deadline: Date.now() + longest,
  });
}
