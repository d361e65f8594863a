import assert from "node:assert/strict";

import { Progress } from "../../../operations/rotate/progress";

describe("Progress", () => {
  it("shows each step once, those between as well, and a note once", () => {
    const lines: string[] = [];
    const progress = new Progress((line) => lines.push(line));
    progress.begin("create");
    progress.note("it is made");
    progress.note("it is made");
    progress.begin("deploy");
    progress.begin("update");
    assert.equal(progress.current, "deploy");
    assert.deepEqual(lines, [
      "1/5 create new credentials",
      "    it is made",
      "2/5 update the secret value",
      "3/5 deploy the updated service",
    ]);
  });

  it("begins after the steps that are done", () => {
    const lines: string[] = [];
    new Progress((line) => lines.push(line), "update").begin("verify");
    assert.deepEqual(lines, [
      "3/5 deploy the updated service",
      "4/5 verify that every task has the new value",
    ]);
  });
});
