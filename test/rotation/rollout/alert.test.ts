import assert from "node:assert/strict";

import { type Alert, messageOf, subjectOf } from "../../../rotation/rollout/alert";

const alert: Alert = {
  service: "auth-service-prod",
  state: "rolled back",
  reason: "ecs-svc/2 failed",
  secrets: [
    { name: "auth-service-prod-config", version: "new", versionBefore: "old" },
    { name: "auth-service-prod-api-keys", version: "first" },
  ],
};

describe("an alert", () => {
  it("says what happened, to which versions and why, and what to do", () => {
    assert.deepEqual(messageOf(alert).split("\n"), [
      "service: auth-service-prod",
      "state: rolled back",
      "secret: auth-service-prod-config, version: new, version before: old",
      "secret: auth-service-prod-api-keys, version: first, version before: not known",
      "reason: ecs-svc/2 failed",
      "what to do: AWSCURRENT goes back to the version before, and its tasks start again. Nothing was retired. Find out " +
        "from the stopped tasks' reasons and logs why the new value does not work, then rotate again or put a new value.",
    ]);
  });

  it("says how a hold ends", () => {
    assert.equal(
      messageOf({ ...alert, state: "held" })
        .split("\n")
        .at(-1),
      "what to do: Nothing was moved or retired. Put a value that works (a new version begins a new rollout), or make the " +
        "credential valid again that the reason names and remove the label HELD, which tries the step again.",
    );
  });

  it("has a subject that SNS takes", () => {
    assert.equal(subjectOf(alert), "Secret rollout rolled back: auth-service-prod");
    assert.equal(subjectOf({ ...alert, service: "x".repeat(200) }).length, 100);
  });
});
