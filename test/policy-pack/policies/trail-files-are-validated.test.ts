import assert from "node:assert/strict";

import { trailFilesAreValidated as policy } from "../../../policy-pack/policies/trail-files-are-validated";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";
import { trail } from "../trails";

const refused = [
  "mandatory Trail trail: enableLogFileValidation is not true: set it, so that changed files can be told",
];

describe("trail-files-are-validated", () => {
  it("accepts a trail that signs its files", async () => {
    assert.deepEqual(await reports(policy, () => trail()), []);
  });

  it("refuses one that does not", async () => {
    for (const enableLogFileValidation of [undefined, false])
      assert.deepEqual(await reports(policy, () => trail({ enableLogFileValidation })), refused);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () => trail({ enableLogFileValidation: knownInUpdate(false) });
    assert.deepEqual(await reports(policy, program), [
      undetermined("Trail trail", "enableLogFileValidation"),
    ]);
    assert.deepEqual(await reports(policy, program, { preview: false }), refused);
  });
});
