import assert from "node:assert/strict";

import { examineProd, found } from "../../support/doctor/examined";
import { accessFaults } from "../../support/doctor/access-faults";
import { HealthyStack } from "../../support/doctor/healthy-stack";
import { rotationFaults } from "../../support/doctor/rotation-faults";
import { secretFaults } from "../../support/doctor/secret-faults";
import { taskFaults } from "../../support/doctor/task-faults";

const hour = 60 * 60 * 1000;

describe("secrets doctor, on the local AWS", function () {
  this.timeout(240_000);
  let stack: HealthyStack;
  before(async () => {
    stack = new HealthyStack();
    await stack.deploy();
  });

  /** What the doctor says at a time, which must hold no value. */
  async function look(later = 0) {
    const { report, text } = await examineProd(new Date(Date.now() + later * hour));
    for (const value of Object.values(stack.values)) {
      assert.ok(!text.includes(value) && !JSON.stringify(report).includes(value));
    }
    assert.deepEqual(
      text.split("\n").filter((line) => line.length > 80),
      [],
    );
    return report;
  }

  it("finds nothing wrong with a healthy stack, and looks at all there is", async () => {
    const report = await look();
    assert.deepEqual(found(report, "problem"), []);
    assert.deepEqual(found(report, "unknown"), []);
    assert.equal(report.summary.ok, 50);
  });

  for (const { what, make, undo, problems, evidence, later } of [
    ...secretFaults,
    ...accessFaults,
    ...rotationFaults,
    ...taskFaults,
  ]) {
    it(`finds ${what}, and nothing else`, async () => {
      await make(stack);
      try {
        const report = await look(later);
        assert.deepEqual(found(report, "problem"), problems);
        const all = [...report.services.flatMap(({ findings }) => findings), ...report.shared];
        const first = all.find(({ verdict }) => verdict === "problem");
        assert.match(first?.evidence ?? "", evidence);
        assert.notEqual(first?.fix ?? "", "");
      } finally {
        await undo(stack);
      }
    });
  }

  it("finds nothing wrong once every fault is undone", async () => {
    assert.deepEqual(found(await look(), "problem"), []);
  });
});
