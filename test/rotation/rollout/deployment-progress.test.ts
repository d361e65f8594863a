import assert from "node:assert/strict";

import { type Progress, progressOf } from "../../../rotation/rollout/deployment-progress";
import { type Deployment, type Observation } from "../../../rotation/rollout/observation";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 5) + seconds * 1000);
const mark = { id: "ecs-svc/2", createdAt: at(100) };
const before: Deployment = {
  id: "ecs-svc/1",
  status: "PRIMARY",
  createdAt: at(0),
  rolloutState: "COMPLETED",
};
const marked: Deployment = { ...mark, status: "PRIMARY", rolloutState: "COMPLETED" };
const after: Deployment = {
  id: "ecs-svc/3",
  status: "PRIMARY",
  createdAt: at(200),
  rolloutState: "COMPLETED",
};

const verified: Observation = {
  service: "web-prod",
  now: at(1000),
  secrets: [],
  desiredCount: 2,
  runningCount: 2,
  pendingCount: 0,
  deployments: [marked],
  tasks: [
    { arn: "arn:aws:ecs:us-east-1:000000000000:task/cluster/a", createdAt: at(100), startedBy: mark.id },
  ],
  deployingServices: [],
  replicas: [],
  maximumConcurrentDeployments: 1,
};
const oldTask = {
  arn: "arn:aws:ecs:us-east-1:000000000000:task/cluster/b",
  createdAt: at(99),
  startedBy: "me",
};

const cases: Record<string, [Partial<Observation>, Progress]> = {
  "is verified when every task is as new as the deployment": [{}, { outcome: "verified" }],
  "is verified for a service without tasks": [
    { desiredCount: 0, runningCount: 0, tasks: [] },
    { outcome: "verified" },
  ],
  "is verified by a newer deployment": [{ deployments: [after] }, { outcome: "verified" }],
  "is unfinished without a primary deployment": [
    { deployments: [] },
    { outcome: "unfinished", reason: "ECS shows no primary deployment" },
  ],
  "is unfinished while it is in progress": [
    { deployments: [{ ...marked, rolloutState: "IN_PROGRESS" }] },
    { outcome: "unfinished", reason: "ecs-svc/2 is in progress" },
  ],
  "is unfinished while ECS tells no state": [
    { deployments: [{ ...marked, rolloutState: undefined }] },
    { outcome: "unfinished", reason: "ecs-svc/2 is in progress" },
  ],
  "is unfinished while tasks are missing": [
    { runningCount: 1 },
    { outcome: "unfinished", reason: "1 of 2 tasks run, 0 are pending" },
  ],
  "is unfinished while tasks are pending": [
    { pendingCount: 1 },
    { outcome: "unfinished", reason: "2 of 2 tasks run, 1 are pending" },
  ],
  "is unfinished while an older task has not stopped, whoever started it": [
    { tasks: [...verified.tasks, oldTask] },
    { outcome: "unfinished", reason: "older tasks have not stopped yet: b" },
  ],
  "failed when it is the primary one and failed": [
    { deployments: [{ ...marked, rolloutState: "FAILED" }] },
    { outcome: "failed", reason: "ecs-svc/2 failed" },
  ],
  "failed when a newer one in its place failed": [
    {
      deployments: [
        { ...after, rolloutState: "FAILED" },
        { ...marked, status: "ACTIVE" },
      ],
    },
    { outcome: "failed", reason: "ecs-svc/3 failed" },
  ],
  "is unfinished when it failed and a newer one is in progress": [
    {
      deployments: [
        { ...after, rolloutState: "IN_PROGRESS" },
        { ...marked, status: "ACTIVE", rolloutState: "FAILED" },
      ],
    },
    { outcome: "unfinished", reason: "ecs-svc/3 is in progress" },
  ],
  "failed when ECS went back to the one before": [
    { deployments: [{ ...marked, status: "ACTIVE", rolloutState: "FAILED" }, before] },
    { outcome: "failed", reason: "ecs-svc/2 failed" },
  ],
  "failed when it is gone": [
    { deployments: [before] },
    { outcome: "failed", reason: "an older deployment took the place of ecs-svc/2" },
  ],
  "is unfinished for two minutes in which ECS may not show it yet": [
    { deployments: [before], now: at(220) },
    { outcome: "unfinished", reason: "ECS does not show ecs-svc/2 as the primary one yet" },
  ],
  "failed when a completed one goes on with tasks from before": [
    { deployments: [after], tasks: [{ ...oldTask, startedBy: after.id }] },
    { outcome: "failed", reason: "ecs-svc/3 completed with tasks from before ecs-svc/2" },
  ],
};

describe("progressOf", () => {
  for (const [title, [change, expected]] of Object.entries(cases)) {
    it(title, () => {
      assert.deepEqual(progressOf(mark, {}, { ...verified, ...change }), expected);
    });
  }

  it("is doubtful when the secret changed later and a task is older than that", () => {
    assert.deepEqual(progressOf(mark, { changedAt: at(116) }, verified), { outcome: "doubtful" });
    assert.deepEqual(progressOf(mark, { changedAt: at(116) }, { ...verified, runningCount: 1 }), {
      outcome: "doubtful",
    });
  });

  it("is not doubtful by the deployment's own label, or when every task is newer than the change", () => {
    assert.deepEqual(progressOf(mark, { changedAt: at(115) }, verified), { outcome: "verified" });
    const tasks = [{ ...oldTask, createdAt: at(117) }];
    assert.deepEqual(progressOf(mark, { changedAt: at(116) }, { ...verified, tasks }), {
      outcome: "verified",
    });
  });
});
