import { type DeploymentMark } from "../contract/labels";
import { type Deployment, type ObservedSecret, type ObservedService, type Task } from "./observation";

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

type ServiceNow = ObservedService & { now: Date };

/**
 * Follows a deployment, or a newer one in its place, that was made for a secret's AWSCURRENT. `lagSeconds`: for how long after a
 * change of the secret a task may still start with what was before.
 */
export function progressOf(
  mark: DeploymentMark,
  { changedAt }: Pick<ObservedSecret, "changedAt">,
  service: ServiceNow,
  lagSeconds = 0,
): Progress {
  const primary = service.deployments.find(({ status }) => status === "PRIMARY");
  if (primary === undefined) return unfinished("ECS shows no primary deployment");
  if (primary.createdAt < mark.createdAt) return progressBehind(mark, service);
  if (primary.rolloutState === "FAILED") return { outcome: "failed", reason: `${primary.id} failed` };
  if (primary.rolloutState !== "COMPLETED") return unfinished(`${primary.id} is in progress`);
  return progressOfTasks(mark, primary, changedAt && { changedAt, lagSeconds }, service);
}

/** The primary deployment is an older one again, as after a rollback by ECS. */
function progressBehind(mark: DeploymentMark, { deployments, now }: ServiceNow): Progress {
  const marked = deployments.find(({ id }) => id === mark.id);
  if (marked?.rolloutState === "FAILED") return { outcome: "failed", reason: `${mark.id} failed` };
  const age = (now.getTime() - mark.createdAt.getTime()) / 1000;
  if (age <= unseenForSeconds) return unfinished(`ECS does not show ${mark.id} as the primary one yet`);
  return { outcome: "failed", reason: `an older deployment took the place of ${mark.id}` };
}

function progressOfTasks(
  mark: DeploymentMark,
  primary: Deployment,
  change: Change | undefined,
  { tasks, runningCount, pendingCount, desiredCount }: ServiceNow,
): Progress {
  const older = tasks.filter(({ createdAt }) => createdAt < mark.createdAt);
  if (older.some(({ startedBy }) => startedBy === primary.id)) {
    return { outcome: "failed", reason: `${primary.id} completed with tasks from before ${mark.id}` };
  }
  if (older.length > 0) return unfinished(`older tasks have not stopped yet: ${idsOf(older)}`);
  if (change !== undefined && isDoubtful(mark, change, tasks)) return { outcome: "doubtful" };
  if (runningCount !== desiredCount || pendingCount > 0) {
    return unfinished(`${runningCount} of ${desiredCount} tasks run, ${pendingCount} are pending`);
  }
  return { outcome: "verified" };
}

/** When the secret changed last, and for how long after that a task may not have noticed. */
interface Change {
  changedAt: Date;
  lagSeconds: number;
}

function isDoubtful(
  mark: DeploymentMark,
  { changedAt, lagSeconds }: Change,
  tasks: readonly Task[],
): boolean {
  const changedLater = changedAt.getTime() > mark.createdAt.getTime() + labellingSeconds * 1000;
  const noticedAt = changedAt.getTime() + lagSeconds * 1000;
  return changedLater && tasks.some(({ createdAt }) => createdAt.getTime() <= noticedAt);
}

function idsOf(tasks: readonly Task[]): string {
  return tasks.map(({ arn }) => arn.slice(arn.lastIndexOf("/") + 1)).join(", ");
}

function unfinished(reason: string): Progress {
  return { outcome: "unfinished", reason };
}
