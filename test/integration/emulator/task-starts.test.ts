import assert from "node:assert/strict";
import { RunTaskCommand, TagResourceCommand, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

import { clientOptions, eventually, newValue, uniqueName } from "../../support/local-aws";
import { EventQueue } from "../../support/rotation/ecs-event-queue";
import { EcsService, primaryOf } from "../../support/rotation/ecs-service";
import { secretText } from "../../support/secret-text";

describe("emulator: the starts of ECS tasks", () => {
  let secretsManager: SecretsManagerClient;
  let secretArn: string;
  let service: EcsService;

  beforeEach(async () => {
    secretsManager = new SecretsManagerClient(clientOptions());
    const name = uniqueName("task-starts");
    const created = await secretsManager.send(
      new CreateSecretCommand({ Name: name, SecretString: newValue() }),
    );
    secretArn = created.ARN ?? "";
    service = new EcsService(uniqueName("service"));
  });

  it("succeed when the execution role may read the secrets, in the name of the deployment", async () => {
    await service.create(secretArn, ["API_KEY"], { desiredCount: 2 });
    const { id, createdAt } = primaryOf(await service.steady());
    const tasks = await service.tasks();
    assert.deepEqual(
      tasks.map(({ startedBy, lastStatus }) => [startedBy, lastStatus]),
      [
        [id, "RUNNING"],
        [id, "RUNNING"],
      ],
    );
    for (const task of tasks) assert.ok((task.createdAt ?? 0) >= (createdAt ?? 1));
  });

  it("are told apart from the deployment after them within a second", async () => {
    await service.create(secretArn, ["API_KEY"]);
    const [before] = await service.tasks();
    const id = await service.forceNewDeployment();
    const { createdAt } = primaryOf(await service.steady(id));
    const [after] = await service.tasks();
    assert.ok(before?.createdAt && after?.createdAt && createdAt);
    assert.ok(before.createdAt < createdAt, "the old task is older");
    assert.ok(after.createdAt >= createdAt, "the new task is not");
  });

  it("fail without a JSON key, which fails the deployment and brings the one before back", async () => {
    await service.create(secretArn, ["API_KEY"]);
    const before = primaryOf(await service.steady());
    const [oldTask] = await service.tasks();
    await putValue(JSON.stringify({ OTHER_KEY: secretText() }));
    const failed = await service.forceNewDeployment();
    const after = await service.steady(before.id);
    assert.deepEqual(
      after.deployments?.map(({ id, status, rolloutState }) => [id, status, rolloutState]),
      [
        [failed, "ACTIVE", "FAILED"],
        [before.id, "PRIMARY", "COMPLETED"],
      ],
    );
    assert.deepEqual(primaryOf(after).createdAt, before.createdAt);
    assert.deepEqual(
      (await service.tasks()).map(({ taskArn }) => taskArn),
      [oldTask?.taskArn],
    );
    assert.deepEqual(await reasonsOfStopped(failed), [
      [
        "TaskFailedToStart",
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: " +
          "unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets " +
          "Manager did not contain json key API_KEY",
      ],
    ]);
  });

  it("fail when the execution role may not read a secret, until it may again", async () => {
    await service.create(secretArn, ["API_KEY"]);
    const before = primaryOf(await service.steady());
    await service.mayRead();
    const failed = await service.forceNewDeployment();
    await service.steady(before.id);
    const [[code, reason] = []] = await reasonsOfStopped(failed);
    assert.equal(code, "TaskFailedToStart");
    assert.match(
      reason ?? "",
      /failed to fetch secret .+ from secrets manager: AccessDeniedException: User: .+ is not/,
    );
    await service.mayRead(secretArn);
    await service.steady(await service.forceNewDeployment());
  });

  it("fail as the container exits with the version that the service's tag names", async () => {
    await service.create(secretArn, ["API_KEY"]);
    const before = primaryOf(await service.steady());
    const version = await putValue(newValue());
    await tagService("local-aws:exits-with-version", version);
    const failed = await service.forceNewDeployment();
    await service.steady(before.id);
    assert.deepEqual(await reasonsOfStopped(failed), [
      ["EssentialContainerExited", "Essential container in task exited"],
    ]);
    await putValue(newValue());
    await service.steady(await service.forceNewDeployment());
  });

  it("go on once there is room, whichever deployment's tasks have made it", async () => {
    await service.create(secretArn, ["API_KEY"], { desiredCount: 2 });
    const version = await putValue(newValue());
    await service.steady(await service.forceNewDeployment());
    await tagService("local-aws:exits-with-version", version);
    await service.forceNewDeployment(); // takes all the room there is, for tasks that fail
    await tagService("local-aws:exits-with-version", "none");
    const ids = await Promise.all([service.forceNewDeployment(), service.forceNewDeployment()]);
    const last = primaryOf(await service.describe()).id ?? "";
    assert.ok(ids.includes(last));
    await service.steady(last);
    assert.deepEqual(
      (await service.tasks()).map(({ startedBy }) => startedBy),
      [last, last],
    );
  });

  it("go on ever more slowly for a service without a completed deployment, until they succeed", async () => {
    const { cluster, name, ecs } = service;
    await service.create(secretArn, ["MISSING"]);
    const failedFirst = await eventually(async () => {
      const described = await service.describe();
      return primaryOf(described).rolloutState === "FAILED" ? described : undefined;
    });
    assert.equal(failedFirst.runningCount, 0);
    await putValue(JSON.stringify({ MISSING: secretText() }));
    await ecs.send(new UpdateServiceCommand({ cluster, service: name, forceNewDeployment: true }));
    assert.equal((await service.steady()).runningCount, 1);
  });

  it("read each distinct reference of a task that a person runs", async () => {
    await service.create(secretArn, ["API_KEY"]);
    const { cluster, name, ecs } = service;
    await putValue(JSON.stringify({ OTHER_KEY: secretText() }));
    const run = new RunTaskCommand({ cluster, taskDefinition: name, startedBy: "somebody" });
    const { tasks: [task] = [] } = await ecs.send(run);
    const stopped = await eventually(async () =>
      (await service.tasks("STOPPED")).find(({ taskArn }) => taskArn === task?.taskArn),
    );
    assert.deepEqual([stopped.startedBy, stopped.stopCode], ["somebody", "TaskFailedToStart"]);
    assert.equal((await service.steady()).runningCount, 1);
  });

  it("are events of their deployment, as it begins, completes, fails and is rolled back", async () => {
    await service.create(secretArn, ["API_KEY"]);
    const { serviceArn, deployments } = await service.steady();
    const before = deployments?.[0]?.id ?? "";
    const queue = new EventQueue();
    await queue.listen({
      source: ["aws.ecs"],
      "detail-type": ["ECS Deployment State Change"],
      resources: [serviceArn],
    });
    const completed = await service.forceNewDeployment();
    await service.steady(completed);
    await putValue(JSON.stringify({ OTHER_KEY: secretText() }));
    const failed = await service.forceNewDeployment();
    const events = (await queue.until(6)).map(({ detail }) => detail);
    const inner = events.map((detail) => ({ ...(detail as Record<string, unknown>), updatedAt: "" }));
    const event = (eventName: string, deploymentId: string, reason: string, eventType = "INFO") => ({
      eventType,
      eventName: `SERVICE_DEPLOYMENT_${eventName}`,
      deploymentId,
      updatedAt: "",
      reason: `ECS deployment ${reason}.`,
    });
    assert.notEqual(before, completed);
    assert.deepEqual(inner, [
      event("IN_PROGRESS", completed, `${completed} in progress`),
      event("COMPLETED", completed, `${completed} completed`),
      event("IN_PROGRESS", failed, `${failed} in progress`),
      event("FAILED", failed, "circuit breaker: task failed to start", "ERROR"),
      event("IN_PROGRESS", completed, `circuit breaker: rolling back to deploymentId ${completed}`),
      event("COMPLETED", completed, `${completed} completed`),
    ]);
  });

  it("are events of their own once they have stopped, with the code that says why", async () => {
    await service.create(secretArn, ["API_KEY"]);
    const { clusterArn = "" } = await service.steady();
    const queue = new EventQueue();
    await queue.listen({
      source: ["aws.ecs"],
      "detail-type": ["ECS Task State Change"],
      detail: { clusterArn: [clusterArn], lastStatus: ["STOPPED"] },
    });
    const [old] = await service.tasks();
    await service.steady(await service.forceNewDeployment());
    const [event] = await queue.until(1);
    const { taskArn, group, stopCode } = (event?.detail ?? {}) as Record<string, unknown>;
    assert.deepEqual(event?.resources, [old?.taskArn]);
    // Of the local AWS: ServiceSchedulerInitiated on AWS.
    assert.deepEqual([taskArn, group, stopCode], [old?.taskArn, `service:${service.name}`, "UserInitiated"]);
  });

  async function putValue(SecretString: string): Promise<string> {
    const put = await secretsManager.send(new PutSecretValueCommand({ SecretId: secretArn, SecretString }));
    return put.VersionId ?? "";
  }

  async function tagService(key: string, value: string): Promise<void> {
    const { serviceArn } = await service.describe();
    await service.ecs.send(new TagResourceCommand({ resourceArn: serviceArn, tags: [{ key, value }] }));
  }

  /** The stop codes and reasons of a deployment's tasks, each once. */
  async function reasonsOfStopped(deploymentId: string): Promise<[string?, string?][]> {
    const stopped = await service.tasks("STOPPED");
    const own = stopped.filter(({ startedBy }) => startedBy === deploymentId);
    assert.equal(own.length, 3);
    const reasons = new Map(own.map(({ stopCode, stoppedReason }) => [stoppedReason, stopCode]));
    return [...reasons].map(([reason, code]) => [code, reason]);
  }
});
