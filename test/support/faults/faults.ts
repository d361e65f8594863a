import { numberOf } from "./seeded";

/** What can happen to a call of AWS on its way. */
export const faults = [
  /** It is refused, as too many calls are. */
  "throttled",
  /** AWS fails before it has done anything. */
  "refused",
  /** AWS does it, and then answers with an error of its own. */
  "lost",
  /** The connection breaks before the call has arrived. */
  "reset before",
  /** AWS does it, and the connection breaks before the answer has come. */
  "reset after",
  /** The answer is late. */
  "slow",
  /** The call arrives twice; the second answer comes back. */
  "twice",
  /** AWS does it and never answers. */
  "silent",
] as const;
export type Fault = (typeof faults)[number];

/** Which call meets which fault. */
export type FaultPlan = (operation: string, nth: number) => Fault | undefined;

export interface FaultOptions {
  /** Share of the calls that meet a fault. */
  density: number;
  /** The faults to choose from. @default all but `silent` */
  among?: readonly [Fault, ...Fault[]];
}

const usual = faults.filter((fault) => fault !== "silent") as [Fault, ...Fault[]];

/**
 * The faults of a seed. What a call meets depends on the seed, its operation and how many calls of that operation came before, and
 * so not on the order in which calls of different operations arrive.
 */
export function faultPlan(seed: number, { density, among = usual }: FaultOptions): FaultPlan {
  return (operation, nth) => {
    if (numberOf(seed, "whether", operation, nth) >= density) return undefined;
    return among[Math.floor(numberOf(seed, "which", operation, nth) * among.length)];
  };
}
