import { type ObservedSecret } from "./observation";
import { readLabels, type SecretLabels, type VersionMark } from "./secret-labels";

/** How far the rollout of a secret's AWSCURRENT has come, by its labels. */
export interface SecretRollout {
  secret: ObservedSecret;
  labels: SecretLabels;
  /** The AWSCURRENT version. */
  current: string;
  /** Every task is known to run with AWSCURRENT, and what was before it is retired. */
  finished: boolean;
  /** The deployment that was made for AWSCURRENT. */
  mark?: VersionMark | undefined;
  /** AWSCURRENT was moved back to a version from before the newest deployment. */
  takenBack: boolean;
  /** A person has been told that AWSCURRENT neither works nor can be taken back. */
  held: boolean;
}

/** Reads a secret's labels; `undefined` for a secret that has no value yet. */
export function readRollout(secret: ObservedSecret): SecretRollout | undefined {
  const labels = readLabels(secret.versions);
  const { current, deployed, rolledBack, marks, held } = labels;
  if (current === undefined) return undefined;
  const [newest] = marks;
  const mark = newest?.versionId === current ? newest : undefined;
  const movedAway = newest !== undefined && mark === undefined;
  return {
    secret,
    labels,
    current,
    finished: deployed === current && !movedAway,
    mark,
    takenBack: movedAway && (deployed === current || rolledBack === newest.versionId),
    held: held === current,
  };
}

/** A secret that has had one value only has nothing to roll out: every task runs with that value. */
export function hasOneValueOnly({ labels }: SecretRollout): boolean {
  return labels.previous === undefined && labels.deployed === undefined && labels.marks.length === 0;
}

/**
 * The versions whose credentials nobody needs once every task runs with AWSCURRENT. None after a rollback, whose version people
 * may still look into, and none where it is unknown what ran before.
 */
export function retirableVersions({ labels, current }: SecretRollout): string[] {
  const { deployed, previous, rolledBack } = labels;
  const isRollback = rolledBack !== undefined && rolledBack === previous;
  if (deployed === undefined && (rolledBack === undefined || isRollback)) return [];
  const versions = [deployed, previous, rolledBack].filter((version) => version !== undefined);
  return [...new Set(versions)].filter((version) => version !== current);
}
