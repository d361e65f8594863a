import { current, deployed, deploymentOf, overlapOf } from "../contract/labels";
import { RotationError } from "../rotation-error";
import { type Secret } from "../secret";
import { hasLabel, versionWith, type VersionLabels } from "../contract/version-labels";

/**
 * A rotation makes the credential unusable that was current before the last one. It must wait until no task holds that any
 * more, and until nothing that it signed must be accepted.
 *
 * @throws RotationError while the last rollout is unfinished.
 */
export function refuseUnfinishedRollout({ name, versions, clock }: Secret): void {
  const currentId = versionWith(current, versions);
  if (currentId === undefined) return;
  if (!hasLabel(currentId, deployed, versions)) {
    throw new RotationError(
      `${name} cannot rotate while its last rollout is unfinished: AWSCURRENT, version ${currentId}, is not DEPLOYED yet`,
    );
  }
  const newestId = newestDeployedFor(versions);
  if (newestId !== undefined && newestId !== currentId) {
    throw new RotationError(
      `${name} cannot rotate while its last rollout is unfinished: tasks may run with version ${newestId}, not AWSCURRENT`,
    );
  }
  const until = versions[currentId]?.map(overlapOf).find((time) => time !== undefined);
  if (until !== undefined && until > clock.now()) {
    throw new RotationError(
      `${name} cannot rotate before ${until.toISOString()}: the value before must be accepted until then`,
    );
  }
}

/** The version that the newest deployment was made for. Right after a rollback, that is not AWSCURRENT. */
function newestDeployedFor(versions: VersionLabels): string | undefined {
  const marks = Object.entries(versions).flatMap(([id, labels]) =>
    labels.flatMap((label) => ({ id, time: deploymentOf(label)?.createdAt.getTime() ?? -Infinity })),
  );
  const [newest] = marks
    .filter(({ time }) => Number.isFinite(time))
    .sort((one, other) => other.time - one.time);
  return newest?.id;
}
