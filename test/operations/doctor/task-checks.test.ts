import assert from "node:assert/strict";

import { type Service, type Task } from "@aws-sdk/client-ecs";

import { taskFindings } from "../../../operations/doctor/task-checks";
import { stopCauseOf } from "../../../operations/doctor/stopped-reasons";
import { hoursAgo, now, told } from "../../support/doctor/observed";

const primary = {
  id: "ecs-svc/2",
  status: "PRIMARY",
  rolloutState: "COMPLETED",
  createdAt: hoursAgo(5),
} as const;

function wrongWith(changes: Partial<Service>, stopped: Task[] = []): string[] {
  const service = {
    serviceName: "auth-service-prod",
    deployments: [primary],
    runningCount: 2,
    desiredCount: 2,
    events: [],
    ...changes,
  };
  return told(taskFindings({ service, definition: undefined, stopped }, now));
}

function stopped(startedBy: string, stoppedReason: string, changes: Partial<Task> = {}): Task {
  return { startedBy, stoppedReason, stoppedAt: hoursAgo(0.5), ...changes };
}

/** What ECS writes, as AWS documents it or users quote it. */
const asm =
  "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: ";
const reasons: [string, string][] = [
  [
    `${asm}service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key JWT_SECRET`,
    "json-key-missing",
  ],
  [`${asm}invalid character '\\'' looking for beginning of value`, "not-json"],
  [
    `${asm}InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.`,
    "secret-deleted",
  ],
  [
    `${asm}service call has been retried 1 time(s): failed to fetch secret x from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
    "secret-not-found",
  ],
  [
    `${asm}service call has been retried 1 time(s): failed to fetch secret x from secrets manager: AccessDeniedException: User: y is not authorized to perform: secretsmanager:GetSecretValue`,
    "secret-access-denied",
  ],
  [
    `${asm}failed to fetch secret x from secrets manager: DecryptionFailure: Secrets Manager can't decrypt`,
    "key-unusable",
  ],
  [
    `${asm}service call has been retried 5 time(s): RequestCanceled: dial tcp 10.0.0.1:443: i/o timeout`,
    "no-network-path",
  ],
  ["CannotPullContainerError: pull image manifest has been retried 5 time(s): not found", "image-not-pulled"],
  ["OutOfMemoryError: Container killed due to memory usage", "out-of-memory"],
  ["Task failed ELB health checks in (target-group arn:x)", "unhealthy"],
  ["Task failed container health checks", "unhealthy"],
  [
    "Capacity is unavailable at this time. Please try again later or in a different availability zone",
    "no-capacity",
  ],
  [
    "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times",
    "not-initialized",
  ],
  ["Essential container in task exited", "container-exited"],
];

describe("the doctor's checks of tasks", () => {
  for (const [reason, cause] of reasons) {
    it(`takes "${reason.replace(asm, "... ").slice(0, 60)}" for ${cause}`, () => {
      assert.equal(stopCauseOf([reason], "TaskFailedToStart")?.cause, cause);
    });
  }

  it("points to the checks of secrets, which know the name and the environment that a command needs", () => {
    const fixes = reasons.slice(0, 3).map(([reason]) => stopCauseOf([reason], "TaskFailedToStart")?.fix);
    assert.deepEqual(fixes, [
      "see the check secret-keys, which says how to put the key",
      "see the check secret-is-json, which says how to put one",
      "see the check secret-in-use, which says how to restore it",
    ]);
  });

  it("knows when nobody is to blame, and when nobody knows", () => {
    const scaled = ["Scaling activity initiated by (deployment ecs-svc/2)"];
    assert.equal(stopCauseOf(scaled, "ServiceSchedulerInitiated"), undefined);
    assert.equal(stopCauseOf(["Something new"], "TaskFailedToStart")?.cause, "unknown");
  });

  it("finds nothing wrong with a service that is steady", () => {
    assert.deepEqual(wrongWith({}), []);
  });

  it("finds a deployment that failed, and one that took its place", () => {
    const rolloutStateReason = "ECS deployment circuit breaker: tasks failed to start.";
    const failed = {
      createdAt: hoursAgo(1),
      id: "ecs-svc/1",
      status: "ACTIVE",
      rolloutState: "FAILED",
      rolloutStateReason,
    } as const;
    const old = stopped("ecs-svc/0", "Essential container in task exited");
    const ofFailed = stopped("ecs-svc/1", "Essential container in task exited", {
      containers: [{ exitCode: 1 }],
      stoppedAt: hoursAgo(0.25),
    });
    assert.deepEqual(wrongWith({ deployments: [failed, primary] }, [ofFailed, old, ofFailed]), [
      `problem deployment: ecs-svc/1 is FAILED: ${rolloutStateReason}`,
      "problem stopped-tasks: 2 tasks stopped (container-exited): its container exited, exit code 1, last at 2027-03-10T11:45:00.000Z",
    ]);
    const back = "ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/0.";
    assert.deepEqual(wrongWith({ deployments: [{ ...primary, rolloutStateReason: back }] }, [ofFailed]), [
      `problem deployment: ecs-svc/2 is COMPLETED: ${back}`,
      "problem stopped-tasks: one task stopped (container-exited): its container exited, exit code 1, last at 2027-03-10T11:45:00.000Z",
    ]);
    assert.deepEqual(wrongWith({}, [ofFailed]), []);
    assert.deepEqual(
      wrongWith({ deployments: [{ ...failed, createdAt: hoursAgo(6) }, primary] }, [ofFailed]),
      [],
    );
  });

  it("names the JSON key that a task did not find", () => {
    const task = stopped("ecs-svc/2", reasons[0]?.[0] ?? "", { stopCode: "TaskFailedToStart" });
    assert.deepEqual(wrongWith({}, [task]), [
      "problem stopped-tasks: one task stopped (json-key-missing): a secret lacks a JSON key that the task takes (JWT_SECRET), last at 2027-03-10T11:30:00.000Z",
    ]);
  });

  it("finds that too few tasks run, but not while they are being started", () => {
    const deploying = { ...primary, rolloutState: "IN_PROGRESS" } as const;
    assert.deepEqual(wrongWith({ runningCount: 1 }), ["problem tasks-running: 1 of 2 tasks run"]);
    assert.deepEqual(wrongWith({ runningCount: 1, deployments: [deploying] }), [
      "problem tasks-running: 1 of 2 tasks run",
    ]);
    assert.deepEqual(
      wrongWith({ runningCount: 1, deployments: [{ ...deploying, createdAt: hoursAgo(0.1) }] }),
      [],
    );
  });

  it("finds trouble in the events since the service was last steady", () => {
    const trouble = { message: "(service x) was unable to place a task.", createdAt: hoursAgo(1) };
    const steady = { message: "(service x) has reached a steady state.", createdAt: hoursAgo(2) };
    assert.deepEqual(wrongWith({ events: [steady, trouble] }), [
      "problem service-events: (service x) was unable to place a task. (2027-03-10T11:00:00.000Z)",
    ]);
    assert.deepEqual(wrongWith({ events: [{ ...steady, createdAt: hoursAgo(0.5) }, trouble] }), []);
  });
});
