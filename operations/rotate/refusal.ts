import { overlapUntil, pendingVersion } from "../../rotation/contract/version-labels";
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
  const staged = pendingVersion(labels);
  if (!isTakenUp && staged !== undefined) {
    return `a rotation of ${name} is unfinished, AWSPENDING is on version ${staged}: wait for it, or take it up with --from update`;
  }
  if (state === "held")
    return `the rollout of ${name} is held: secrets rollback, or secrets set a value that works`;
  if (state === "deploying" || state === "verifying") {
    return `the last rollout of ${name} is unfinished: wait for it, or follow it with --from deploy`;
  }
  const until = overlapUntil(labels, now); // a rotation would end at once what the overlap promises
  return (
    until &&
    `${name} cannot rotate before ${until.toISOString()}: the value before must be accepted until then`
  );
}
