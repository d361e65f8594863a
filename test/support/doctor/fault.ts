import { type HealthyStack } from "./healthy-stack";

/** Something wrong that calls of AWS make, and undo. */
export interface Fault {
  /** A clause. */
  what: string;
  make: (stack: HealthyStack) => Promise<unknown>;
  undo: (stack: HealthyStack) => Promise<unknown>;
  /** The problems that the doctor is to find, each as `<check>: <subject>`; no others. */
  problems: readonly string[];
  /** A part of the evidence of the first one. */
  evidence: RegExp;
  /** Hours from now at which the doctor looks. @default 0 */
  later?: number;
}
