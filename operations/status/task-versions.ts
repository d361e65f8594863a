import {
  deployed,
  type DeploymentMark,
  deploymentOf,
  regionalDeploymentOf,
} from "../../rotation/contract/labels";
import { versionWith } from "../../rotation/contract/version-labels";
import { type StackSecret } from "../stack/stack-secret";

/** A task that has not stopped, with the time at which ECS made it. */
export interface RunningTask {
  /** The last part of its ARN. */
  id: string;
  /** Family of its task definition, `<service>-<environment>`. */
  family: string;
  createdAt: Date;
}

/** Which version of a secret a task started with. */
export interface TaskVersion {
  task: string;
  /** Version id; absent where it can no longer be told. */
  version: string | undefined;
}

/**
 * Tells the version that each task started with: a task reads AWSCURRENT when it starts, and the deployment that was made for a
 * version is noted in its label, on ECS's own clock.
 */
export function taskVersions(
  secret: Pick<StackSecret, "arn" | "labels" | "service" | "environment" | "primaryRegion">,
  tasks: readonly RunningTask[],
): TaskVersion[] {
  const current = versionWith("AWSCURRENT", secret.labels);
  const labels = (current === undefined ? undefined : secret.labels[current]) ?? [];
  const mark = labels.flatMap((label) => markIn(secret, label) ?? [])[0];
  const hadOneValueOnly = versionWith("AWSPREVIOUS", secret.labels) === undefined;
  const before = versionWith(deployed, secret.labels) ?? (hadOneValueOnly ? current : undefined);
  return tasks
    .filter(({ family }) => family === `${secret.service}-${secret.environment}`)
    .map(({ id, createdAt }) => {
      const isSince = mark !== undefined && createdAt >= mark.createdAt;
      return { task: id, version: isSince || before === current ? current : before };
    });
}

/** A label's deployment in the secret's own Region: of a replica, that is another one than in the primary Region. */
function markIn(
  { arn, primaryRegion }: Pick<StackSecret, "arn" | "primaryRegion">,
  label: string,
): DeploymentMark | undefined {
  if (primaryRegion === undefined) return deploymentOf(label);
  const mark = regionalDeploymentOf(label);
  return mark?.region === arn.split(":")[3] ? mark : undefined;
}
