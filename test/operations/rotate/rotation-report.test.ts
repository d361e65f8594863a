import assert from "node:assert/strict";

import { planRotations } from "../../../operations/rotate/plan";
import { dryRunOf, dryRunReport, rotationReport } from "../../../operations/rotate/rotation-report";
import { stackSecret } from "../../support/stack-secret";

const service = { service: "auth-service", environment: "prod" };

describe("rotationReport", () => {
  it("says of each secret how it ended, and why the rollout is not up to date", () => {
    const ended = (secret: string, outcome: "finished" | "held" | "create") => ({
      secret,
      before: "v1",
      current: "v2",
      outcome,
    });
    assert.deepEqual(
      rotationReport({
        ...service,
        rollout: { state: "held", reason: "ecs-svc/1 failed" },
        secrets: [ended("a", "finished"), ended("b", "held"), ended("c", "create")],
      }).split("\n"),
      [
        "a: finished, version v2: every task runs with it, and the version before is retired",
        "b: held, version v2: its deployment failed and cannot be rolled back",
        "c: create, version v2: it is unfinished",
        "held: ecs-svc/1 failed",
      ],
    );
  });
});

describe("dryRunReport", () => {
  const secret = stackSecret({ tags: { Keys: "STRIPE_API_KEY:manual" } });
  const plans = planRotations([secret], { from: "create", keepManual: false }, new Date());

  it("names the steps, the keys and who makes them", () => {
    const rollout = {
      service: "auth-service-prod",
      state: "deploying" as const,
      steps: ["deploy"],
      reason: "x",
    };
    assert.deepEqual(dryRunReport(dryRunOf(secret, plans, "create", rollout)).split("\n"), [
      "1/5 create new credentials",
      "    auth-service-prod-config: new STRIPE_API_KEY, which you give",
      "2/5 update the secret value",
      "3/5 deploy the updated service",
      "4/5 verify that every task has the new value",
      "5/5 remove the old credentials",
      "The rollout function would now: deploy (deploying)",
      "Nothing was changed.",
    ]);
  });

  it("begins with the step that it is told", () => {
    const lines = dryRunReport(dryRunOf(secret, [], "verify", undefined)).split("\n");
    assert.equal(lines[0], "4/5 verify that every task has the new value");
    assert.equal(lines.at(-2), "The rollout function would now: do nothing (at work for others)");
  });
});
