import { type Bench } from "./bench";
import { policyTime } from "./policy-time";
import { rotation } from "./rotation";
import { status } from "./status";

/** All benchmarks. */
export const benches: readonly Bench[] = [policyTime, rotation, status];
