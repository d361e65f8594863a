import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { labelOfDeployment, labelOfOverlap } from "../../../rotation/contract/labels";
import { refuseUnfinishedRollout } from "../../../rotation/steps/refuse-unfinished-rollout";
import { RotatingSecret } from "../../support/rotation/rotating-secret";
import { type VersionLabels } from "../../../rotation/contract/version-labels";

const now = new Date("2026-03-01T12:00:00Z");
const [current, other] = [randomUUID(), randomUUID()];
const deployment = (time: string) => labelOfDeployment({ id: "ecs-svc/1", createdAt: new Date(time) });

describe("refuseUnfinishedRollout", () => {
  it("lets a secret rotate whose current version is deployed, and one that has no current version", async () => {
    const mark = deployment("2026-03-01T10:00:00Z");
    assert.equal(await problem({ [current]: ["AWSCURRENT", "DEPLOYED", mark] }), undefined);
    assert.equal(await problem({ [other]: ["AWSPENDING"] }), undefined);
  });

  it("refuses while another version or none is deployed", async () => {
    const message =
      "auth-service-prod-config cannot rotate while its last rollout is unfinished: " +
      `AWSCURRENT, version ${current}, is not DEPLOYED yet`;
    assert.equal(await problem({ [current]: ["AWSCURRENT"], [other]: ["AWSPREVIOUS", "DEPLOYED"] }), message);
    assert.equal(await problem({ [current]: ["AWSCURRENT"] }), message);
  });

  it("refuses right after a rollback, when the newest deployment is that of a version that was taken back", async () => {
    const [older, newer] = [deployment("2026-03-01T10:00:00Z"), deployment("2026-03-01T11:00:00Z")];
    const taken = ["AWSPREVIOUS", "ROLLED_BACK"];
    assert.equal(
      await problem({ [current]: ["AWSCURRENT", "DEPLOYED", older], [other]: [...taken, newer] }),
      "auth-service-prod-config cannot rotate while its last rollout is unfinished: " +
        `tasks may run with version ${other}, not AWSCURRENT`,
    );
    assert.equal(
      await problem({ [current]: ["AWSCURRENT", "DEPLOYED", newer], [other]: [...taken, older] }),
      undefined,
    );
  });

  it("refuses until the value before need no longer be accepted", async () => {
    const until = (milliseconds: number) => labelOfOverlap(new Date(now.getTime() + milliseconds));
    assert.equal(
      await problem({ [current]: ["AWSCURRENT", "DEPLOYED", until(1)] }),
      "auth-service-prod-config cannot rotate before 2026-03-01T12:00:00.001Z: " +
        "the value before must be accepted until then",
    );
    assert.equal(await problem({ [current]: ["AWSCURRENT", "DEPLOYED", until(0)] }), undefined);
    assert.equal(await problem({ [current]: ["AWSCURRENT", "DEPLOYED"], [other]: [until(1)] }), undefined);
  });
});

async function problem(versions: VersionLabels): Promise<string | undefined> {
  const world = new RotatingSecret();
  const { store, clock } = world.tools();
  const secret = { ...(await store.describe(world.secret.arn)), store, clock, strategies: [], versions };
  try {
    refuseUnfinishedRollout(secret);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
