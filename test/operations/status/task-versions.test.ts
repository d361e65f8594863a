import assert from "node:assert/strict";

import { taskVersions } from "../../../operations/status/task-versions";
import { stackSecret } from "../../support/stack-secret";

const mark = "DEPLOYMENT=ecs-svc/1@2026-01-01T12:00:00.500Z";
const task = (id: string, createdAt: string, family = "auth-service-prod") => ({
  id,
  family,
  createdAt: new Date(createdAt),
});
const older = task("older", "2026-01-01T12:00:00.499Z");
const newer = task("newer", "2026-01-01T12:00:00.500Z");

function versions(labels: Record<string, string[]>, ...tasks: ReturnType<typeof task>[]) {
  return taskVersions(stackSecret({ labels }), tasks);
}

describe("taskVersions", () => {
  it("tells by the deployment that was made for the current version who has it, and who the one before", () => {
    const labels = { v1: ["AWSPREVIOUS", "DEPLOYED"], v2: ["AWSCURRENT", mark] };
    assert.deepEqual(versions(labels, older, newer), [
      { task: "older", version: "v1" },
      { task: "newer", version: "v2" },
    ]);
  });

  it("tells of a replica by the deployment in its own Region", () => {
    const there = "DEPLOYMENT_IN=eu-central-1/ecs-svc/7@2026-01-01T12:00:00.500Z";
    const elsewhere = "DEPLOYMENT_IN=us-east-2/ecs-svc/8@2026-01-01T11:00:00.000Z";
    const labels = {
      v1: ["DEPLOYED"],
      v2: ["AWSCURRENT", "DEPLOYMENT=ecs-svc/1@2026-01-01T11:00:00.000Z", elsewhere, there],
    };
    const replica = stackSecret({
      labels,
      primaryRegion: "eu-west-1",
      arn: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:auth-service-prod-config-AbCdEf",
    });
    assert.deepEqual(taskVersions(replica, [older, newer]), [
      { task: "older", version: "v1" },
      { task: "newer", version: "v2" },
    ]);
  });

  it("gives every task the current version once it is known to be deployed", () => {
    const labels = { v1: ["AWSPREVIOUS"], v2: ["AWSCURRENT", "DEPLOYED", mark] };
    assert.deepEqual(versions(labels, older), [{ task: "older", version: "v2" }]);
  });

  it("gives every task the only value that there ever was", () => {
    assert.deepEqual(versions({ v1: ["AWSCURRENT", "BOOTSTRAP"] }, older), [
      { task: "older", version: "v1" },
    ]);
  });

  it("does not guess where nobody has noted a deployment", () => {
    const labels = { v1: ["AWSPREVIOUS"], v2: ["AWSCURRENT"] };
    assert.deepEqual(versions(labels, older), [{ task: "older", version: undefined }]);
  });

  it("leaves out the tasks of other services", () => {
    assert.deepEqual(
      versions({ v1: ["AWSCURRENT"] }, task("other", "2026-01-01T12:00:00Z", "auth-prod")),
      [],
    );
  });
});
