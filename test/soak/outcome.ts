import { type Fault } from "../support/faults/faults";

/** What a run does harm to. */
export type Kind = "rotation" | "command" | "up";

/** What a run tells while it goes. */
export interface RunLog {
  /** What was done, in order: to be read where something is wrong. */
  story: string[];
  /** What must never be, and was. */
  violations: string[];
  /** How many attempts ended in a message instead of success. */
  failures: number;
}

/** What came of one run. */
export interface Outcome extends RunLog {
  seed: number;
  kind: Kind;
  calls: number;
  faults: Partial<Record<Fault, number>>;
  milliseconds: number;
}

/** Most seeds are cheap: the functions' own code in this process. */
export function kindOf(seed: number): Kind {
  if (seed % 250 === 249) return "up";
  return seed % 25 === 0 ? "command" : "rotation";
}
