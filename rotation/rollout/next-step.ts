import { type Progress } from "./deployment-progress";
import { isOpen } from "./maintenance-window";
import { type Observation } from "./observation";
import { progressEverywhere } from "./progress-everywhere";
import { hasOneValueOnly, readRollout, retirableVersions, type SecretRollout } from "./secret-rollout";

/** What a service's rollout is at, as people and the `secrets` command read it. */
export type RolloutState = "up to date" | "deploying" | "verifying" | "retiring" | "rolled back" | "held";

/** What to do next for a service. Each may be repeated after a crash in the middle of it. */
export type Step =
  | { step: "none"; state: "up to date" | "rolled back" | "held"; reason: string }
  | { step: "wait"; state: "deploying" | "verifying"; reason: string }
  /** Declare the only value that a secret ever had deployed. */
  | { step: "adopt"; state: "verifying"; rollouts: SecretRollout[] }
  /** Force a new deployment, for all secrets whose rollout is unfinished; in the Regions of replicas too. */
  | { step: "deploy"; state: "deploying"; reason: string; rollouts: SecretRollout[]; regions: string[] }
  /** Move AWSCURRENT back where that helps, and hold otherwise. */
  | { step: "roll back"; state: "deploying"; reason: string; rollouts: SecretRollout[] }
  /** Make the versions before unusable, and declare AWSCURRENT deployed. */
  | { step: "retire"; state: "retiring"; rollout: SecretRollout; versions: string[] }
  | { step: "end overlap"; state: "up to date"; rollout: SecretRollout };

/**
 * Decides by a service's present state alone, whatever happened before. What could not be retired is tried again, after all that can be
 * done for the service's other secrets.
 */
export function nextStep(service: Observation): Step {
  const rollouts = service.secrets.map(readRollout).filter((rollout) => rollout !== undefined);
  const unfinished = rollouts.filter(({ finished }) => !finished);
  if (unfinished.length === 0) return stepWhenFinished(service, rollouts);
  const followed = unfinished.flatMap((rollout) =>
    rollout.mark === undefined
      ? []
      : [{ ...rollout, progress: progressEverywhere(rollout, rollout.mark, service) }],
  );
  const step =
    stepAfterFailure(followed) ??
    stepAfterSuccess(followed.filter(({ held }) => !held)) ??
    stepOfOnlyValues(service, unfinished) ??
    stepToDeploy(service, unfinished, followed);
  if (step !== undefined && step.step !== "wait") return step;
  return stepAfterSuccess(followed) ?? step ?? stepToWait(followed);
}

function stepWhenFinished({ now }: Observation, rollouts: SecretRollout[]): Step {
  const ended = rollouts.find(
    ({ secret, labels, current }) =>
      secret.rotationFunctionArn !== undefined &&
      labels.overlaps.some(({ versionId, until }) => versionId === current && until <= now),
  );
  if (ended !== undefined) return { step: "end overlap", state: "up to date", rollout: ended };
  const taken = rollouts.find(({ labels: { previous, rolledBack } }) => {
    return rolledBack !== undefined && rolledBack === previous;
  });
  if (taken === undefined)
    return { step: "none", state: "up to date", reason: "every task runs with AWSCURRENT" };
  const reason = `version ${String(taken.labels.rolledBack)} of ${taken.secret.name} was taken back`;
  return { step: "none", state: "rolled back", reason };
}

type Followed = SecretRollout & { progress: Progress };

function stepAfterFailure(followed: Followed[]): Step | undefined {
  const failed = followed.filter(({ progress, held }) => progress.outcome === "failed" && !held);
  const [first] = failed;
  if (first?.progress.outcome !== "failed") return undefined;
  return { step: "roll back", state: "deploying", reason: first.progress.reason, rollouts: failed };
}

function stepAfterSuccess(followed: Followed[]): Step | undefined {
  const rollout = followed.find(({ progress }) => progress.outcome === "verified");
  if (rollout === undefined) return undefined;
  return { step: "retire", state: "retiring", rollout, versions: retirableVersions(rollout) };
}

function stepOfOnlyValues(service: Observation, unfinished: SecretRollout[]): Step | undefined {
  const rollouts = unfinished.filter(hasOneValueOnly);
  if (rollouts.length === 0) return undefined;
  const { deployments, runningCount, desiredCount } = service;
  const primary = deployments.find(({ status }) => status === "PRIMARY");
  const isSteady = primary?.rolloutState === "COMPLETED" && runningCount === desiredCount;
  if (isSteady) return { step: "adopt", state: "verifying", rollouts };
  if (rollouts.length < unfinished.length) return undefined;
  return { step: "wait", state: "verifying", reason: "the service's first deployment is not steady yet" };
}

function stepToDeploy(
  service: Observation,
  unfinished: SecretRollout[],
  followed: Followed[],
): Step | undefined {
  const doubtful = followed.filter(({ progress }) => progress.outcome === "doubtful");
  const unmarked = unfinished.filter((rollout) => rollout.mark === undefined && !hasOneValueOnly(rollout));
  const [cause] = [...unmarked, ...doubtful];
  if (cause === undefined) return undefined;
  const isUrgent = unmarked.some(({ takenBack }) => takenBack);
  const rollouts = unfinished.filter((each) => !hasOneValueOnly(each));
  const obstacle = replicaBehind(service, rollouts) ?? (isUrgent ? undefined : obstacleToDeploy(service));
  if (obstacle !== undefined) return { step: "wait", state: "deploying", reason: obstacle };
  const reason = `AWSCURRENT of ${cause.secret.name} is version ${cause.current}`;
  const regions = service.replicas.map(({ region }) => region);
  return { step: "deploy", state: "deploying", reason, rollouts, regions };
}

/** Tasks that start in a Region before a version is there start with the one before. */
function replicaBehind({ replicas }: Observation, rollouts: SecretRollout[]): string | undefined {
  for (const { region, currentVersions } of replicas) {
    const behind = rollouts.find(({ secret, current }) => currentVersions[secret.name] !== current);
    if (behind !== undefined)
      return `waits for version ${behind.current} of ${behind.secret.name} to reach ${region}`;
  }
  return undefined;
}

/** Why a deployment may not begin now. A rollback may begin at any time. */
function obstacleToDeploy(service: Observation): string | undefined {
  const { deployments, deployingServices, maximumConcurrentDeployments, maintenanceWindow, now } = service;
  const own = [deployments, ...service.replicas.map((replica) => replica.deployments)]
    .flat()
    .find(({ status, rolloutState }) => status === "PRIMARY" && rolloutState === "IN_PROGRESS");
  if (own !== undefined) return `waits for ${own.id} to end`;
  if (maintenanceWindow !== undefined && !isOpen(maintenanceWindow, now)) {
    const { days, start, hours } = maintenanceWindow;
    return `waits for the maintenance window: ${days.join(", ")} at ${start} UTC for ${hours} h`;
  }
  if (deployingServices.length < maximumConcurrentDeployments) return undefined;
  return `waits for other services' deployments: ${deployingServices.join(", ")}`;
}

function stepToWait(followed: Followed[]): Step {
  for (const { progress } of followed) {
    if (progress.outcome === "unfinished")
      return { step: "wait", state: "verifying", reason: progress.reason };
  }
  const names = followed.map(({ secret, current }) => `version ${current} of ${secret.name}`);
  return { step: "none", state: "held", reason: `${names.join(", ")} waits for a person` };
}
