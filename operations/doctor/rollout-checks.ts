import { versionWith } from "../../rotation/contract/version-labels";
import { type StackSecret } from "../stack/stack-secret";
import { rolloutState, type RolloutState } from "../status/rollout-state";
import { type RunningTask, taskVersions } from "../status/task-versions";
import { type Finding, ok, problem } from "./finding";

/** Hours within which a new value reaches every task; with a maintenance window, it may have to wait for that. */
const [deadline, deadlineWithWindow] = [1, 7 * 24];
const hour = 60 * 60 * 1000;

export interface RolloutSurroundings {
  tasks: readonly RunningTask[];
  hasMaintenanceWindow: boolean;
  now: Date;
}

/** How the last rollout of a secret ended, and whether one goes on for too long. */
export function rolloutFindings(secret: StackSecret, surroundings: RolloutSurroundings): Finding[] {
  const state = rolloutState(secret);
  return [stateFinding(secret, state), currentFinding(secret, state, surroundings)];
}

function stateFinding({ name, service, environment }: StackSecret, state: RolloutState): Finding {
  switch (state) {
    case "held":
      return problem(
        "rollout-state",
        name,
        "the deployment of its current version failed, and the version before cannot be brought back by itself",
        `find out why its tasks fail, then put a value that works: secrets set ${name} <KEY> --env ${environment}, or secrets rollback ${service} --secret ${name} --env ${environment}`,
      );
    case "rolled back":
      return problem(
        "rollout-state",
        name,
        "its last new version was taken back, as its deployment failed",
        `find out why its tasks failed, then rotate again: aws secretsmanager rotate-secret --secret-id ${name}`,
      );
    default:
      return ok("rollout-state", name, `its last rollout is ${state}`);
  }
}

/** AWSCURRENT may be an old version that was made current again: how long it has been is told by the secret's last change alone. */
function currentFinding(
  secret: StackSecret,
  state: RolloutState,
  surroundings: RolloutSurroundings,
): Finding {
  const { name, lastChangedAt: since } = secret;
  const { hasMaintenanceWindow, now, tasks } = surroundings;
  const hours = hasMaintenanceWindow ? deadlineWithWindow : deadline;
  const isUnfinished = state === "deploying" || state === "verifying";
  if (!isUnfinished) return ok("tasks-current", name, "no rollout is under way");
  if (since === undefined || now.getTime() - since.getTime() < hours * hour)
    return ok("tasks-current", name, "a rollout is under way");
  const current = versionWith("AWSCURRENT", secret.labels);
  const versions = taskVersions(secret, tasks);
  const old = versions.filter(({ version }) => version !== current);
  return problem(
    "tasks-current",
    name,
    `its current version is not known to have reached every task since ${since.toISOString()}: ${old.length} of ${versions.length} started with another one`,
    `start the rollout: secrets doctor --env ${secret.environment} --fix`,
    { kind: "start-rollout", secret: name, secretArn: secret.arn },
  );
}
