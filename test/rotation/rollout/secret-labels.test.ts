import assert from "node:assert/strict";

import { readLabels } from "../../../rotation/rollout/secret-labels";

describe("readLabels", () => {
  it("finds no label in a secret without versions", () => {
    assert.deepEqual(readLabels({}), {
      current: undefined,
      previous: undefined,
      deployed: undefined,
      rolledBack: undefined,
      held: undefined,
      marks: [],
      regionalMarks: [],
      overlaps: [],
    });
  });

  it("tells each label's version, the newest deployment first, and leaves other labels alone", () => {
    const earlier = "DEPLOYMENT=ecs-svc/1@2026-01-05T12:00:00.000Z";
    const later = "DEPLOYMENT=ecs-svc/2@2026-01-05T12:00:00.001Z";
    const elsewhere = "DEPLOYMENT_IN=eu-central-1/ecs-svc/3@2026-01-05T12:00:00.002Z";
    const overlap = "OVERLAP_UNTIL=2026-01-06T12:00:00.000Z";
    const versions = {
      a: ["AWSCURRENT", "HELD", overlap, "BOOTSTRAP"],
      b: ["AWSPREVIOUS", "DEPLOYED", earlier],
      c: [
        "ROLLED_BACK",
        later,
        "AWSPENDING",
        elsewhere,
        "DEPLOYMENT_IN=odd",
        "DEPLOYMENT=odd",
        "OVERLAP_UNTIL=",
      ],
    };
    assert.deepEqual(readLabels(versions), {
      current: "a",
      previous: "b",
      deployed: "b",
      rolledBack: "c",
      held: "a",
      marks: [
        { id: "ecs-svc/2", createdAt: new Date("2026-01-05T12:00:00.001Z"), versionId: "c", label: later },
        { id: "ecs-svc/1", createdAt: new Date("2026-01-05T12:00:00.000Z"), versionId: "b", label: earlier },
      ],
      regionalMarks: [
        {
          region: "eu-central-1",
          id: "ecs-svc/3",
          createdAt: new Date("2026-01-05T12:00:00.002Z"),
          versionId: "c",
          label: elsewhere,
        },
      ],
      overlaps: [{ versionId: "a", label: overlap, until: new Date("2026-01-06T12:00:00.000Z") }],
    });
  });
});
