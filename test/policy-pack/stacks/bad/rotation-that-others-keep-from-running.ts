import { rotatedSecret } from "../rotated-secret";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Implement automatic rotation",
  refusedBy: ["rotation-function-concurrency-is-reserved"],
  program: (name) => {
    rotatedSecret(name, { lambda: { reservedConcurrentExecutions: undefined } });
  },
};
