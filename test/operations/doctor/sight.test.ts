import assert from "node:assert/strict";

import { inSight, look } from "../../../operations/doctor/sight";

/** An error as the SDK makes it of an answer. */
function answered(name: string, message: string): Error {
  return Object.assign(new Error(message), { name, $fault: "client", $metadata: {} });
}

const failing = (error: Error) => look(() => Promise.reject(error));

describe("what the doctor sees", () => {
  it("is what AWS told, or nothing where it is not there", async () => {
    assert.deepEqual(await look(() => Promise.resolve(1)), { seen: 1 });
    for (const name of ["ResourceNotFoundException", "NoSuchEntityException", "InvalidSubnetID.NotFound"]) {
      assert.deepEqual(await failing(answered(name, "not there")), { seen: undefined });
    }
  });

  it("is hidden by a refusal, with the first line of the reason", async () => {
    assert.deepEqual(await failing(answered("AccessDeniedException", "no\nmore")), {
      hidden: "AccessDeniedException: no",
    });
  });

  it("does not take any other error for an answer", async () => {
    await assert.rejects(failing(new Error("broken")), { message: "broken" });
    // The SDK notes its attempts on what never reached AWS as well.
    const unreachable = { message: "connect ECONNREFUSED", code: "ECONNREFUSED", $metadata: { attempts: 5 } };
    await assert.rejects(failing(Object.assign(new Error(), unreachable)), unreachable);
  });

  it("stays hidden, and hides what cannot be worked out", () => {
    const fail = (): never => {
      throw new Error("not understood");
    };
    assert.deepEqual(
      inSight({ hidden: "no" }, () => 1),
      { hidden: "no" },
    );
    assert.deepEqual(
      inSight({ seen: 1 }, (seen) => seen + 1),
      { seen: 2 },
    );
    assert.deepEqual(inSight({ seen: 1 }, fail), { hidden: "not understood" });
  });
});
