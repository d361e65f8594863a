import assert from "node:assert/strict";

import { duplicateProblems } from "../../config/duplicates";

describe("duplicateProblems", () => {
  const at = (name: string, index: number) => ({ name, path: ["services", index, "name"] });

  it("accepts names that differ, if only in case", () => {
    assert.deepEqual(duplicateProblems(["a", "b", "A"].map(at)), []);
  });

  it("points from each repetition to the first declaration", () => {
    const rule = "is declared already in services[0].name: keep one of them";
    assert.deepEqual(duplicateProblems(["a", "b", "a", "a"].map(at)), [
      { path: "services[2].name", rule, got: '"a"' },
      { path: "services[3].name", rule, got: '"a"' },
    ]);
  });
});
