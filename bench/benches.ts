import { type Bench } from "./bench";
import { policyTime } from "./policy-time";

/** All benchmarks. */
export const benches: readonly Bench[] = [policyTime];
