import { type DeploymentMark } from "../contract/labels";
import { type Deployment, type Observation, type Task } from "./observation";

/** For how long a deployment that ECS does not show may be one that it does not show yet. */
const unseenForSeconds = 120;

/** What became of a deployment that was made for a version. */
export type Progress =
  /** Every task that has not stopped was created since. */
  | { outcome: "verified" }
  /** ECS gave it up, and older tasks go on. */
  | { outcome: "failed"; reason: string }
  | { outcome: "unfinished"; reason: string };

/** Follows a deployment, or a newer one in its place. */
export function progressOf(mark: DeploymentMark, service: Observation): Progress {
  const primary = service.deployments.find(({ status }) => status === "PRIMARY");
  if (primary === undefined) return unfinished("ECS shows no primary deployment");
  if (primary.createdAt < mark.createdAt) return progressBehind(mark, service);
  if (primary.rolloutState === "FAILED") return { outcome: "failed", reason: `${primary.id} failed` };
  if (primary.rolloutState !== "COMPLETED") return unfinished(`${primary.id} is in progress`);
  return progressOfTasks(mark, primary, service);
}

/** The primary deployment is an older one again, as after a rollback by ECS. */
function progressBehind(mark: DeploymentMark, { deployments, now }: Observation): Progress {
  const marked = deployments.find(({ id }) => id === mark.id);
  if (marked?.rolloutState === "FAILED") return { outcome: "failed", reason: `${mark.id} failed` };
  const age = (now.getTime() - mark.createdAt.getTime()) / 1000;
  if (age <= unseenForSeconds) return unfinished(`ECS does not show ${mark.id} as the primary one yet`);
  return { outcome: "failed", reason: `an older deployment took the place of ${mark.id}` };
}

function progressOfTasks(mark: DeploymentMark, primary: Deployment, service: Observation): Progress {
  const { tasks, runningCount, pendingCount, desiredCount } = service;
  const older = tasks.filter(({ createdAt }) => createdAt < mark.createdAt);
  if (older.some(({ startedBy }) => startedBy === primary.id)) {
    return { outcome: "failed", reason: `${primary.id} completed with tasks from before ${mark.id}` };
  }
  if (runningCount !== desiredCount || pendingCount > 0) {
    return unfinished(`${runningCount} of ${desiredCount} tasks run, ${pendingCount} are pending`);
  }
  if (older.length > 0) return unfinished(`older tasks have not stopped yet: ${idsOf(older)}`);
  return { outcome: "verified" };
}

function idsOf(tasks: readonly Task[]): string {
  return tasks.map(({ arn }) => arn.slice(arn.lastIndexOf("/") + 1)).join(", ");
}

function unfinished(reason: string): Progress {
  return { outcome: "unfinished", reason };
}
