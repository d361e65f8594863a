import { current, deployed, deploymentOf, previous, rolledBack } from "../../rotation/contract/labels";
import { overlapUntil, pendingVersion, versionWith } from "../../rotation/contract/version-labels";
import { Problem } from "../problem";
import { type StackSecret } from "../stack/stack-secret";
import { noteIn, type RollbackNote } from "./rollback-note";

/** Which version is taken back, and to which one. */
export interface RollbackTarget {
  secret: StackSecret;
  from: string;
  to: string;
  note: RollbackNote;
  /** Whether a rollback that was interrupted has noted it. */
  isNoted: boolean;
  /** Whether that has moved AWSCURRENT. */
  isMoved: boolean;
}

/**
 * The secret of a service that is meant, and its versions.
 *
 * @throws Problem where it is not clear, or there is nothing to go back to
 */
export function rollbackTarget(secrets: readonly [StackSecret, ...StackSecret[]], now: Date): RollbackTarget {
  const [first, ...others] = secrets;
  if (others.length === 0) return targetOf(first, now);
  const candidates = secrets.filter(({ labels }) => versionWith(previous, labels) !== undefined);
  const [candidate, ...more] = candidates;
  if (candidate === undefined) {
    throw new Problem(`no secret of ${first.service} has a version before its present one (AWSPREVIOUS)`);
  }
  if (more.length === 0) return targetOf(candidate, now);
  const names = candidates.map(({ name }) => name).join(", ");
  throw new Problem(
    `several secrets of ${first.service} have a version before: say with --secret which of ${names}`,
  );
}

function targetOf(secret: StackSecret, now: Date): RollbackTarget {
  const { name, labels } = secret;
  const from = versionWith(current, labels);
  const to = versionWith(previous, labels);
  if (from === undefined || to === undefined) {
    throw new Problem(`${name} has no version before its present one (AWSPREVIOUS) to go back to`);
  }
  const [begun, moved] = [from, to].map(
    (id) => (labels[id] ?? []).flatMap((label) => noteIn(label) ?? [])[0],
  );
  if (moved !== undefined) {
    return { secret, from: to, to: from, note: moved, isNoted: true, isMoved: true };
  }
  if (labels[to]?.includes(rolledBack) === true) {
    throw new Problem(
      `${name} was rolled back already: version ${to}, which was current before, is ROLLED_BACK. secrets rotate makes a new one`,
    );
  }
  const staged = pendingVersion(labels);
  if (staged !== undefined) {
    throw new Problem(
      `a rotation of ${name} is unfinished, AWSPENDING is on version ${staged}: wait for it, or end it with secrets rotate --resume`,
    );
  }
  requireNoOverlap(secret, from, now);
  const note = begun ?? { startedAt: now, stage: stageOf(labels[from] ?? []) };
  return { secret, from, to, note, isNoted: begun !== undefined, isMoved: false };
}

/** @throws Problem while what the present value has signed would be refused by the value before */
function requireNoOverlap({ name, labels }: StackSecret, from: string, now: Date): void {
  const until = overlapUntil(labels, now);
  if (until === undefined) return;
  throw new Problem(
    `version ${from} of ${name} has been in use since its rollout, and overlaps with the one before until ${until.toISOString()}: ` +
      "going back would refuse at once what it has signed since. secrets rotate makes a new value then",
  );
}

function stageOf(labels: readonly string[]): RollbackNote["stage"] {
  if (labels.includes(deployed)) return "deployed";
  return labels.some((label) => deploymentOf(label) !== undefined) ? "deploying" : "undeployed";
}
