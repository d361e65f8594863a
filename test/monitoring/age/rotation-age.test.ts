import assert from "node:assert/strict";

import { rotationAge } from "../../../monitoring/age/rotation-age";

const now = new Date("2026-11-25T00:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 60 * 60 * 1000);

describe("rotationAge", () => {
  it("tells the age of the current version and the time to the next rotation", () => {
    const versions = [
      { created: daysAgo(40), labels: ["AWSPREVIOUS"] },
      { created: daysAgo(10), labels: ["AWSCURRENT", "DEPLOYED"] },
    ];
    assert.deepEqual(rotationAge({ nextRotation: daysAgo(-20), versions }, 90, now), {
      DaysSinceRotation: 10,
      DaysUntilRotation: 20,
      DaysOverdue: 0,
      HoursSinceUndeployed: 0,
    });
  });

  it("is overdue once the next rotation has passed", () => {
    const versions = [{ created: daysAgo(33), labels: ["AWSCURRENT"] }];
    assert.deepEqual(rotationAge({ nextRotation: daysAgo(3), versions }, 90, now), {
      DaysSinceRotation: 33,
      DaysUntilRotation: -3,
      DaysOverdue: 3,
      HoursSinceUndeployed: 0,
    });
  });

  it("takes the deadline for a secret that does not rotate by itself", () => {
    const versions = [{ created: daysAgo(100), labels: ["AWSCURRENT"] }];
    assert.deepEqual(rotationAge({ versions }, 90, now), {
      DaysSinceRotation: 100,
      DaysUntilRotation: -10,
      DaysOverdue: 10,
      HoursSinceUndeployed: 0,
    });
  });

  it("counts the hours for which the current version has not been deployed", () => {
    const versions = [
      { created: daysAgo(40), labels: ["AWSPREVIOUS", "DEPLOYED"] },
      { created: daysAgo(1.5), labels: ["AWSCURRENT"] },
    ];
    assert.equal(rotationAge({ versions }, 90, now)?.HoursSinceUndeployed, 36);
  });

  it("counts none where no version was ever seen to be deployed", () => {
    const versions = [
      { created: daysAgo(40), labels: ["AWSPREVIOUS"] },
      { created: daysAgo(2), labels: ["AWSCURRENT", "BOOTSTRAP"] },
    ];
    assert.equal(rotationAge({ versions }, 90, now)?.HoursSinceUndeployed, 0);
  });

  it("says nothing of a secret without a current value", () => {
    assert.equal(rotationAge({ versions: [{ created: now, labels: ["AWSPENDING"] }] }, 90, now), undefined);
  });
});
