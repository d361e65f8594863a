/** What Secrets Manager tells of a secret without its value. */
export interface SecretState {
  /** Next rotation by schedule, at the latest. Absent when the secret does not rotate by itself. */
  nextRotation?: Date | undefined;
  /** Each version that has a staging label. */
  versions: { created: Date; labels: readonly string[] }[];
}

/** How old a secret's value is. */
export interface RotationAge {
  DaysSinceRotation: number;
  /** Until the next rotation or deadline; negative once it has passed. */
  DaysUntilRotation: number;
  DaysOverdue: number;
  /** How long the current value has not been known to have reached every task; 0 once it has. */
  HoursSinceUndeployed: number;
}

const day = 24 * 60 * 60 * 1000;
const hour = 60 * 60 * 1000;

/** Put by the rollout on the version that every running task is known to have started with. */
const deployed = "DEPLOYED";

/**
 * The age of the value that is current, from its version's creation: a secret's own dates of change move with its tags and
 * description too, and after a rollback the value is an old one again. `undefined` for a secret without a current value.
 */
export function rotationAge(
  { nextRotation, versions }: SecretState,
  deadlineInDays: number,
  now: Date,
): RotationAge | undefined {
  const current = versions.find(({ labels }) => labels.includes("AWSCURRENT"));
  if (!current) return undefined;
  const age = now.getTime() - current.created.getTime();
  const due = nextRotation?.getTime() ?? current.created.getTime() + deadlineInDays * day;
  const untilRotation = due - now.getTime();
  const tracked = versions.some(({ labels }) => labels.includes(deployed));
  const undeployed = tracked && !current.labels.includes(deployed);
  return {
    DaysSinceRotation: age / day,
    DaysUntilRotation: untilRotation / day,
    DaysOverdue: Math.max(0, -untilRotation / day),
    HoursSinceUndeployed: undeployed ? age / hour : 0,
  };
}
