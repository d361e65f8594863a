import assert from "node:assert/strict";
import {
  deploymentOf,
  labelOfDeployment,
  labelOfOverlap,
  labelOfRegionalDeployment,
  overlapOf,
  regionalDeploymentOf,
} from "../../../rotation/contract/labels";

const time = new Date("2026-03-01T12:00:00.123Z");

describe("labels", () => {
  it("name a deployment with its time to the millisecond, and are read back", () => {
    const mark = { id: "ecs-svc/1234567890123456789", createdAt: time };
    const label = labelOfDeployment(mark);
    assert.equal(label, "DEPLOYMENT=ecs-svc/1234567890123456789@2026-03-01T12:00:00.123Z");
    assert.deepEqual(deploymentOf(label), mark);
  });

  it("name a deployment in another Region, and are read back", () => {
    const mark = { region: "ap-southeast-2", id: "ecs-svc/1234567890123456789", createdAt: time };
    const label = labelOfRegionalDeployment(mark);
    assert.equal(label, "DEPLOYMENT_IN=ap-southeast-2/ecs-svc/1234567890123456789@2026-03-01T12:00:00.123Z");
    assert.deepEqual([regionalDeploymentOf(label), deploymentOf(label)], [mark, undefined]);
    assert.equal(regionalDeploymentOf("DEPLOYMENT=ecs-svc/1@2026-03-01T12:00:00.123Z"), undefined);
  });

  it("name the end of an overlap, and are read back", () => {
    const label = labelOfOverlap(time);
    assert.equal(label, "OVERLAP_UNTIL=2026-03-01T12:00:00.123Z");
    assert.deepEqual(overlapOf(label), time);
  });

  it("are not read into what they do not say", () => {
    for (const label of ["AWSCURRENT", "DEPLOYED", "DEPLOYMENT=1", "OVERLAP_UNTIL="]) {
      assert.deepEqual([deploymentOf(label), overlapOf(label)], [undefined, undefined]);
    }
  });

  it("fit into the 256 characters of a staging label", () => {
    const longest = labelOfDeployment({ id: `ecs-svc/${"9".repeat(32)}`, createdAt: time });
    assert.ok(longest.length <= 256);
  });
});
