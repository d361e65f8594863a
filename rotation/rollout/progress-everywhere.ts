import { type VersionMark } from "./secret-labels";
import { type Progress, progressOf } from "./deployment-progress";
import { type Observation, type ReplicaService } from "./observation";
import { type SecretRollout } from "./secret-rollout";

/**
 * For how long after a change in the primary Region a task elsewhere may have started with what was AWSCURRENT before. AWS gives
 * no bound; a deployment waits for its version, so that this matters only where somebody moves AWSCURRENT away and back.
 */
const replicationSeconds = 300;

/** Follows the deployments that were made for a secret's AWSCURRENT, in the primary Region and those of replicas: the worst counts. */
export function progressEverywhere(
  rollout: SecretRollout,
  mark: VersionMark,
  service: Observation,
): Progress {
  const progresses = [
    progressOf(mark, rollout.secret, service),
    ...service.replicas.map((replica) => progressInRegion(rollout, replica, service.now)),
  ];
  const first = (outcome: Progress["outcome"]) => progresses.find((progress) => progress.outcome === outcome);
  return first("failed") ?? first("doubtful") ?? first("unfinished") ?? { outcome: "verified" };
}

/** A Region without a mark has got the service since, and nobody knows what its tasks started with. */
function progressInRegion(
  { secret, labels, current }: SecretRollout,
  replica: ReplicaService,
  now: Date,
): Progress {
  const mark = labels.regionalMarks.find(
    ({ region, versionId }) => region === replica.region && versionId === current,
  );
  if (mark === undefined) return { outcome: "doubtful" };
  const progress = progressOf(mark, secret, { ...replica, now }, replicationSeconds);
  return "reason" in progress ? { ...progress, reason: `${replica.region}: ${progress.reason}` } : progress;
}
