import { type DeploymentMark } from "../contract/labels";
import { type Deployment, type Observation, type ObservedSecret, type Task } from "./observation";

/** For how long a deployment that ECS does not show may be one that it does not show yet. */
const unseenForSeconds = 120;

/**
 * For how long after a deployment began its own label may still be written. A later change of the secret can be that of somebody
 * who moved AWSCURRENT away and back.
 */
const labellingSeconds = 15;

/** What became of a deployment that was made for a version. */
export type Progress =
  /** Every task that has not stopped was created since. */
  | { outcome: "verified" }
  /** ECS gave it up, and older tasks go on. */
  | { outcome: "failed"; reason: string }
  /** A task may have started while AWSCURRENT was another version for a moment. */
  | { outcome: "doubtful" }
  | { outcome: "unfinished"; reason: string };

/** Follows a deployment, or a newer one in its place, that was made for a secret's AWSCURRENT. */
export function progressOf(
  mark: DeploymentMark,
  { changedAt }: Pick<ObservedSecret, "changedAt">,
  service: Observation,
): Progress {
  const primary = service.deployments.find(({ status }) => status === "PRIMARY");
  if (primary === undefined) return unfinished("ECS shows no primary deployment");
  if (primary.createdAt < mark.createdAt) return progressBehind(mark, service);
  if (primary.rolloutState === "FAILED") return { outcome: "failed", reason: `${primary.id} failed` };
  if (primary.rolloutState !== "COMPLETED") return unfinished(`${primary.id} is in progress`);
  return progressOfTasks(mark, primary, changedAt, service);
}

/** The primary deployment is an older one again, as after a rollback by ECS. */
function progressBehind(mark: DeploymentMark, { deployments, now }: Observation): Progress {
  const marked = deployments.find(({ id }) => id === mark.id);
  if (marked?.rolloutState === "FAILED") return { outcome: "failed", reason: `${mark.id} failed` };
  const age = (now.getTime() - mark.createdAt.getTime()) / 1000;
  if (age <= unseenForSeconds) return unfinished(`ECS does not show ${mark.id} as the primary one yet`);
  return { outcome: "failed", reason: `an older deployment took the place of ${mark.id}` };
}

function progressOfTasks(
  mark: DeploymentMark,
  primary: Deployment,
  changedAt: Date | undefined,
  { tasks, runningCount, pendingCount, desiredCount }: Observation,
): Progress {
  const older = tasks.filter(({ createdAt }) => createdAt < mark.createdAt);
  if (older.some(({ startedBy }) => startedBy === primary.id)) {
    return { outcome: "failed", reason: `${primary.id} completed with tasks from before ${mark.id}` };
  }
  if (older.length > 0) return unfinished(`older tasks have not stopped yet: ${idsOf(older)}`);
  if (changedAt !== undefined && isDoubtful(mark, changedAt, tasks)) return { outcome: "doubtful" };
  if (runningCount !== desiredCount || pendingCount > 0) {
    return unfinished(`${runningCount} of ${desiredCount} tasks run, ${pendingCount} are pending`);
  }
  return { outcome: "verified" };
}

function isDoubtful(mark: DeploymentMark, changedAt: Date, tasks: readonly Task[]): boolean {
  const changedLater = changedAt.getTime() > mark.createdAt.getTime() + labellingSeconds * 1000;
  return changedLater && tasks.some(({ createdAt }) => createdAt <= changedAt);
}

function idsOf(tasks: readonly Task[]): string {
  return tasks.map(({ arn }) => arn.slice(arn.lastIndexOf("/") + 1)).join(", ");
}

function unfinished(reason: string): Progress {
  return { outcome: "unfinished", reason };
}
