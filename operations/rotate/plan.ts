import { pendingVersion, versionWith } from "../../rotation/contract/version-labels";
import { Problem } from "../problem";
import { type StackSecret } from "../stack/stack-secret";
import { type Parts } from "./journal";
import { type KeyMakers, keyMakers } from "./key-makers";
import { refusalOf } from "./refusal";
import { type Step } from "./steps";

/** What a rotation of a secret is going to be. */
export interface Plan {
  secret: StackSecret;
  makers: KeyMakers;
  parts: Parts;
  /** The version that is AWSCURRENT. */
  before: string;
  /** The version of an unfinished rotation of Secrets Manager that is taken up. */
  pending: string | undefined;
}

export interface PlanOptions {
  from: Step;
  /** Whether keys that are rotated by hand are to stay as they are. */
  keepManual: boolean;
}

/**
 * Plans rotations that begin anew, or that take up what Secrets Manager has begun.
 *
 * @throws Problem with a line for each secret that cannot rotate now
 */
export function planRotations(
  secrets: readonly StackSecret[],
  options: PlanOptions,
  now: Date,
): [Plan, ...Plan[]] {
  const plans = secrets.map((secret) => planOf(secret, options, now)).filter((plan) => plan !== undefined);
  const refusals = plans.filter((plan) => typeof plan === "string");
  if (refusals.length > 0) throw new Problem(refusals.join("\n"));
  const [first, ...others] = plans.filter((plan) => typeof plan !== "string");
  if (first === undefined)
    throw new Problem("--keep-manual leaves nothing to rotate: every key is rotated by hand");
  return [first, ...others];
}

/** The plan, or why there is none; `undefined` for a secret that is to stay as it is. */
function planOf(
  secret: StackSecret,
  { from, keepManual }: PlanOptions,
  now: Date,
): Plan | string | undefined {
  const makers = keyMakers(secret, { keepManual });
  const { parts } = makers;
  if (parts === undefined) {
    if (keepManual) return undefined;
    return `${secret.name} has no key that could be rotated: deploy the stack, which tags it with its keys`;
  }
  const before = versionWith("AWSCURRENT", secret.labels);
  if (before === undefined) return `${secret.name} has no value yet: set its first one`;
  const isTakenUp = from === "update" && parts !== "hand";
  const refusal = refusalOf(secret, now, { isTakenUp });
  if (refusal !== undefined) return refusal;
  const staged = isTakenUp ? pendingVersion(secret.labels) : undefined;
  if (isTakenUp && staged === undefined) {
    return `${secret.name} has no new credentials that an unfinished rotation has made: leave out --from`;
  }
  return { secret, makers, parts, before, pending: staged };
}
