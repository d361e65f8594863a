import assert from "node:assert/strict";

import { nextStep } from "../../../rotation/rollout/next-step";
import { type Observation, type ReplicaService } from "../../../rotation/rollout/observation";
import { progressEverywhere } from "../../../rotation/rollout/progress-everywhere";
import { readRollout } from "../../../rotation/rollout/secret-rollout";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 5, 12) + seconds * 1000);
const here = `DEPLOYMENT=ecs-svc/2@${at(100).toISOString()}`;
const there = `DEPLOYMENT_IN=eu-central-1/ecs-svc/7@${at(101).toISOString()}`;
const ofOldVersion = `DEPLOYMENT_IN=eu-central-1/ecs-svc/6@${at(50).toISOString()}`;

const replica: ReplicaService = {
  region: "eu-central-1",
  currentVersions: { "web-prod-config": "new" },
  desiredCount: 1,
  runningCount: 1,
  pendingCount: 0,
  deployments: [{ id: "ecs-svc/7", status: "PRIMARY", createdAt: at(101), rolloutState: "COMPLETED" }],
  tasks: [{ arn: "task/7", createdAt: at(102), startedBy: "ecs-svc/7" }],
};

/** A service whose new version runs in the primary Region. */
function serviceWith(labels: string[], replicas: ReplicaService[], changedAt?: Date): Observation {
  return {
    service: "web-prod",
    now: at(1000),
    secrets: [
      {
        arn: "arn:config",
        name: "web-prod-config",
        rotationFunctionArn: "arn:function",
        versions: { old: ["AWSPREVIOUS", "DEPLOYED", ofOldVersion], new: ["AWSCURRENT", ...labels] },
        changedAt,
      },
    ],
    desiredCount: 1,
    runningCount: 1,
    pendingCount: 0,
    deployments: [{ id: "ecs-svc/2", status: "PRIMARY", createdAt: at(100), rolloutState: "COMPLETED" }],
    tasks: [{ arn: "task/2", createdAt: at(101), startedBy: "ecs-svc/2" }],
    replicas,
    deployingServices: [],
    maximumConcurrentDeployments: 1,
  };
}

function progressIn(service: Observation): string {
  const [secret] = service.secrets;
  const rollout = secret && readRollout(secret);
  assert.ok(rollout?.mark);
  const progress = progressEverywhere(rollout, rollout.mark, service);
  return "reason" in progress ? `${progress.outcome}: ${progress.reason}` : progress.outcome;
}

const oldTask = { arn: "task/6", createdAt: at(60), startedBy: "ecs-svc/6" };

const cases: Record<string, [Observation, string]> = {
  "is verified where every task of every Region is newer": [
    serviceWith([here, there], [replica]),
    "verified",
  ],
  "is verified where no other Region has the service": [serviceWith([here], []), "verified"],
  "waits for an older task in the Region of a replica": [
    serviceWith([here, there], [{ ...replica, tasks: [...replica.tasks, oldTask] }]),
    "unfinished: eu-central-1: older tasks have not stopped yet: 6",
  ],
  "fails where the deployment in the Region of a replica fails": [
    serviceWith(
      [here, there],
      [{ ...replica, deployments: replica.deployments.map((each) => ({ ...each, rolloutState: "FAILED" })) }],
    ),
    "failed: eu-central-1: ecs-svc/7 failed",
  ],
  "is doubtful where nobody deployed for the version in a Region": [
    serviceWith([here], [replica]),
    "doubtful",
  ],
  "is doubtful where a task may have started before a change arrived": [
    serviceWith([here, there], [{ ...replica, tasks: [{ arn: "task/8", createdAt: at(499) }] }], at(200)),
    "doubtful",
  ],
};

describe("progressEverywhere", () => {
  for (const [title, [service, expected]] of Object.entries(cases)) {
    it(title, () => {
      assert.equal(progressIn(service), expected);
    });
  }
});

describe("nextStep with replicas", () => {
  it("deploys once the version has reached every Region, and in each of them", () => {
    const step = nextStep(serviceWith([], [replica]));
    assert.ok(step.step === "deploy");
    assert.deepEqual(step.regions, ["eu-central-1"]);
  });

  for (const version of ["old", undefined]) {
    it(`waits while ${version ?? "nothing"} is current in a Region`, () => {
      const behind = { ...replica, currentVersions: { "web-prod-config": version } };
      const reason = "waits for version new of web-prod-config to reach eu-central-1";
      assert.deepEqual(nextStep(serviceWith([], [behind])), { step: "wait", state: "deploying", reason });
    });
  }

  it("waits for a deployment in progress there", () => {
    const deployments = replica.deployments.map((each) => ({ ...each, rolloutState: "IN_PROGRESS" }));
    const reason = "waits for ecs-svc/7 to end";
    assert.deepEqual(nextStep(serviceWith([], [{ ...replica, deployments }])), {
      step: "wait",
      state: "deploying",
      reason,
    });
  });

  it("retires nothing while an older task runs there", () => {
    const service = serviceWith([here, there], [{ ...replica, tasks: [...replica.tasks, oldTask] }]);
    assert.equal(nextStep(service).step, "wait");
  });
});
