import { nist80053 } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { notKnown, valuesAt } from "../known-values";
import { isRotationFunction } from "../rotation-functions";

const property = "reservedConcurrentExecutions";

export const rotationFunctionConcurrencyIsReserved = inputPolicy({
  name: "rotation-function-concurrency-is-reserved",
  description:
    "A function that rotates secrets of the stack has concurrency reserved, so that no other function's load can keep a rotation from running.",
  enforcementLevel: "mandatory",
  severity: "low",
  remediationSteps:
    "Set the function's reservedConcurrentExecutions to 1, by which its steps run one after the other, or to as many as it may run at a time. With 0, it would never run.",
  framework: nist80053("SC-5(2)", "Denial-of-service Protection: Capacity, Bandwidth, and Redundancy"),
  inspect: {
    "aws:lambda/function:Function": (lambda) => {
      const [reserved] = valuesAt(lambda, property);
      const enough = reserved === notKnown || (typeof reserved === "number" && reserved > 0);
      return enough ? [] : [{ doubt: property, property, negligible: true }];
    },
  },
  settle: (_doubt, _origins, { resource, resources }) =>
    isRotationFunction(resource, resources)
      ? { fault: `${property} is missing or not above 0: set it to 1 or more` }
      : undefined,
});
