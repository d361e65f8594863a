import { type Bench } from "./bench";
import { components } from "./components";
import { enginePreview } from "./engine-preview";
import { policyTime } from "./policy-time";
import { rivals } from "./rivals";
import { rollout } from "./rollout";
import { rotation } from "./rotation";
import { status } from "./status";

/** All benchmarks. */
export const benches: readonly Bench[] = [
  rivals,
  policyTime,
  components,
  enginePreview,
  rotation,
  rollout,
  status,
];
