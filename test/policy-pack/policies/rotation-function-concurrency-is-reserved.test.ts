import assert from "node:assert/strict";

import { rotationFunctionConcurrencyIsReserved as policy } from "../../../policy-pack/policies/rotation-function-concurrency-is-reserved";
import { lambdaFunction, rotatedBy } from "../functions";
import { knownInUpdate } from "../programs";
import { reports } from "../reports";

const fault =
  "mandatory Function rotate: reservedConcurrentExecutions is missing or not above 0: set it to 1 or more";

describe("rotation-function-concurrency-is-reserved", () => {
  it("accepts a rotation function that has some", async () => {
    for (const reserved of [1, 10])
      assert.deepEqual(
        await reports(policy, () => rotatedBy(lambdaFunction({ reservedConcurrentExecutions: reserved }))),
        [],
      );
  });

  it("refuses one that has none, or can never run, at first preview", async () => {
    assert.deepEqual(await reports(policy, () => rotatedBy(lambdaFunction())), [fault]);
    for (const reserved of [0, -1])
      assert.deepEqual(
        await reports(policy, () => rotatedBy(lambdaFunction({ reservedConcurrentExecutions: reserved }))),
        [fault],
      );
  });

  it("leaves other functions alone", async () => {
    assert.deepEqual(await reports(policy, () => lambdaFunction()), []);
  });

  it("takes a number that is not known yet for one above 0, and decides it in the update", async () => {
    const program = () => rotatedBy(lambdaFunction({ reservedConcurrentExecutions: knownInUpdate(0) }));
    assert.deepEqual(await reports(policy, program), []);
    assert.deepEqual(await reports(policy, program, { preview: false }), [fault]);
  });
});
