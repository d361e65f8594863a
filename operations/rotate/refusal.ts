import { overlapOf, pending } from "../../rotation/contract/labels";
import { versionWith } from "../../rotation/contract/version-labels";
import { type StackSecret } from "../stack/stack-secret";
import { rolloutState } from "../status/rollout-state";
import { journalsIn } from "./journal";
import { stageOf } from "./stage";
import { headingOf, stepNames } from "./steps";

/**
 * Why a rotation of a secret that has a value cannot begin now, and what to do instead; `undefined` where it can.
 *
 * @param isTakenUp whether it is the rest of one that Secrets Manager has begun
 */
export function refusalOf(
  secret: StackSecret,
  now: Date,
  { isTakenUp }: { isTakenUp: boolean },
): string | undefined {
  const { name, labels } = secret;
  const [journal] = journalsIn(labels);
  if (journal !== undefined) {
    const stage = stageOf(journal, labels);
    const step = stepNames.find((known) => known === stage);
    return `a rotation of ${name} that began at ${journal.startedAt.toISOString()} is unfinished (${step ? headingOf(step) : stage}): give --resume`;
  }
  const state = rolloutState(secret);
  const current = versionWith("AWSCURRENT", labels);
  const staged = versionWith(pending, labels);
  if (!isTakenUp && staged !== undefined && staged !== current) {
    return `a rotation of ${name} is unfinished, AWSPENDING is on version ${staged}: wait for it, or take it up with --from update`;
  }
  if (state === "held")
    return `the rollout of ${name} is held: secrets rollback, or secrets set a value that works`;
  if (state === "deploying" || state === "verifying") {
    return `the last rollout of ${name} is unfinished: wait for it, or follow it with --from deploy`;
  }
  return overlapRefusal(secret, now);
}

/** A rotation would end at once what the overlap promises. */
function overlapRefusal({ name, labels }: StackSecret, now: Date): string | undefined {
  const current = versionWith("AWSCURRENT", labels);
  const until = (current === undefined ? [] : (labels[current] ?? [])).flatMap(
    (label) => overlapOf(label) ?? [],
  );
  const [last] = until.filter((time) => time > now);
  return (
    last && `${name} cannot rotate before ${last.toISOString()}: the value before must be accepted until then`
  );
}
