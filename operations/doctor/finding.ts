import { type CheckId } from "./checks";
import { type Repair } from "./repair";
import { type Sight } from "./sight";

/** What one check found of one thing. */
export interface Finding {
  check: CheckId;
  /** Name of the secret, role, function, service or the like. */
  subject: string;
  verdict: "ok" | "problem" | "unknown";
  /** What was seen, a clause; for `unknown`, why nothing was. Holds no value of a secret. */
  evidence: string;
  /** What to do about a problem. */
  fix?: string;
  /** What `--fix` offers to do about it. */
  repair?: Repair;
}

export function ok(check: CheckId, subject: string, evidence: string): Finding {
  return { check, subject, verdict: "ok", evidence };
}

export function problem(
  check: CheckId,
  subject: string,
  evidence: string,
  fix: string,
  repair?: Repair,
): Finding {
  return { check, subject, verdict: "problem", evidence, fix, ...(repair && { repair }) };
}

export function unknown(check: CheckId, subject: string, reason: string): Finding {
  return { check, subject, verdict: "unknown", evidence: `could not look: ${reason}` };
}

/** Judges what was seen; where nothing could be, the check is unknown. */
export function judged<T>(
  check: CheckId,
  subject: string,
  sight: Sight<T>,
  judge: (seen: T) => Finding[],
): Finding[] {
  return "hidden" in sight ? [unknown(check, subject, sight.hidden)] : judge(sight.seen);
}
