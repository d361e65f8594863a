import assert from "node:assert/strict";

import { trailIsLogging as policy } from "../../../policy-pack/policies/trail-is-logging";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";
import { trail } from "../trails";

const refused = ["mandatory Trail trail: enableLogging is false: leave it out, so that the trail records"];

describe("trail-is-logging", () => {
  it("accepts a trail that is on, by itself or by its settings", async () => {
    for (const enableLogging of [undefined, true])
      assert.deepEqual(await reports(policy, () => trail({ enableLogging })), []);
  });

  it("refuses one that is off", async () => {
    assert.deepEqual(await reports(policy, () => trail({ enableLogging: false })), refused);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () => trail({ enableLogging: knownInUpdate(false) });
    assert.deepEqual(await reports(policy, program), [undetermined("Trail trail", "enableLogging")]);
    assert.deepEqual(await reports(policy, program, { preview: false }), refused);
  });
});
