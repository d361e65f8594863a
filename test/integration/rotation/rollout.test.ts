import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { TagResourceCommand } from "@aws-sdk/client-ecs";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

import { clientOptions, eventually, uniqueName } from "../../support/local-aws";
import { createRolloutFunction, createRotationFunction } from "../../support/rotation/ecs-functions";
import { EcsService, primaryOf } from "../../support/rotation/ecs-service";
import { AlertQueue } from "../../support/rotation/ecs-alert-queue";
import { type VersionLabels } from "../../../rotation/contract/version-labels";
import { secretText } from "../../support/secret-text";

/** Of the local AWS: deployments are complete at once where their tasks start, and no schedule calls the function. */
describe("the bundled rollout function, woken by events", function () {
  this.timeout(60_000);
  let secretsManager: SecretsManagerClient;
  let lambda: LambdaClient;
  let service: EcsService;
  let secretArn: string;
  let rollout: string;
  let alerts: AlertQueue;
  let firstVersion: string;

  beforeEach(async () => {
    secretsManager = new SecretsManagerClient(clientOptions());
    lambda = new LambdaClient(clientOptions());
    service = new EcsService(`${uniqueName("web")}-prod`);
    const Name = `${service.name}-config`;
    const SecretString = JSON.stringify({ API_KEY: secretText() });
    const created = await secretsManager.send(new CreateSecretCommand({ Name, SecretString }));
    secretArn = created.ARN ?? "";
    firstVersion = created.VersionId ?? "";
    await service.create(secretArn, ["API_KEY"], { desiredCount: 2 });
    const strategy = { API_KEY: { strategy: "random" as const, length: 32, special: false } };
    const RotationLambdaARN = await createRotationFunction(service.name, Name, strategy);
    alerts = await AlertQueue.create();
    rollout = await createRolloutFunction(service.name, [Name], {
      CLUSTER: service.cluster,
      ENVIRONMENT: "prod",
      SERVICES: service.name.replace(/-prod$/, ""),
      ALERT_TOPIC_ARN: alerts.topicArn,
      MAINTENANCE_WINDOW: "",
      MAXIMUM_CONCURRENT_DEPLOYMENTS: "1",
      REPLICA_REGIONS: "",
    });
    const rules = { RotationRules: { AutomaticallyAfterDays: 30 }, RotateImmediately: false };
    await secretsManager.send(new RotateSecretCommand({ SecretId: secretArn, RotationLambdaARN, ...rules }));
    // The function is tested now, on a version of its own; until that is gone, no rotation begins.
    await eventually(async () => (Object.keys(await labels()).length === 1 ? true : undefined));
  });

  it("says what it would do, does it, and then has nothing to do", async () => {
    const report = { service: service.name, reason: "every task runs with AWSCURRENT" };
    assert.deepEqual(await callRollout({ dryRun: true }), [
      { ...report, state: "verifying", steps: ["adopt"], reason: "dry run: nothing was changed" },
    ]);
    assert.deepEqual(await callRollout({}), [{ ...report, state: "up to date", steps: ["adopt"] }]);
    assert.deepEqual(await callRollout({ service: service.name.replace("-prod", "") }), [
      { ...report, state: "up to date", steps: [] },
    ]);
    assert.deepEqual(await labels(), { [firstVersion]: ["AWSCURRENT", "DEPLOYED"] });
  });

  it("brings a rotated value to the tasks", async () => {
    await callRollout({});
    const before = await service.tasks();
    const version = await rotate();
    const { id, createdAt } = primaryOf(await until(version, "DEPLOYED"));
    assert.deepEqual(await labels(), {
      [firstVersion]: ["AWSPREVIOUS"],
      [version]: ["AWSCURRENT", "DEPLOYED", `DEPLOYMENT=${String(id)}@${createdAt?.toISOString() ?? ""}`],
    });
    const tasks = await service.tasks();
    assert.equal(tasks.length, 2);
    assert.ok(tasks.every((task) => task.startedBy === id));
    assert.ok(tasks.every(({ taskArn }) => !before.some((old) => old.taskArn === taskArn)));
  });

  it("takes a version back with which the tasks do not start, and retires nothing", async () => {
    await callRollout({});
    const version = randomUUID();
    await exitWith(version);
    await rotate(version);
    const { id } = primaryOf(await until(firstVersion, "DEPLOYED", "AWSCURRENT", "DEPLOYMENT="));
    const after = await labels();
    assert.deepEqual(after[version], ["AWSPREVIOUS", "ROLLED_BACK"]);
    assert.ok((await service.tasks()).every(({ startedBy }) => startedBy === id));
    assert.deepEqual(await callRollout({}), [
      {
        service: service.name,
        state: "rolled back",
        steps: [],
        reason: `version ${version} of ${service.name}-config was taken back`,
      },
    ]);
    const [message, ...more] = await alerts.until(1);
    assert.deepEqual(more, []);
    assert.match(
      message ?? "",
      new RegExp(`^service: ${service.name}\nstate: rolled back\nsecret: .+ version: ${version}`),
    );
  });

  it("holds a value that a person put and that cannot be taken back, until another one works", async () => {
    await callRollout({});
    const broken = randomUUID();
    await exitWith(broken);
    await put({ API_KEY: secretText(), EXTRA: secretText() }, broken);
    await until(broken, "HELD");
    const [message] = await alerts.until(1);
    assert.match(
      message ?? "",
      /state: held\n.+\nreason: ecs-svc\/\w+ failed; .+: EXTRA has no strategy that could tell/,
    );
    await callRollout({});
    const version = randomUUID();
    await put({ API_KEY: secretText() }, version);
    await until(version, "DEPLOYED");
    const after = await labels();
    assert.deepEqual(Object.keys(after).sort(), [broken, version].sort());
    assert.deepEqual(after[broken], ["AWSPREVIOUS"]);
    assert.equal((await alerts.until(1)).length, 1);
  });

  it("brings to the tasks what a function of somebody else rotates, and never asks that function", async () => {
    await callRollout({});
    const foreign = uniqueName("foreign");
    const strategy = { API_KEY: { strategy: "random" as const, length: 32, special: false } };
    const RotationLambdaARN = await createRotationFunction(foreign, `${service.name}-config`, strategy);
    const rules = { RotationRules: { AutomaticallyAfterDays: 30 }, RotateImmediately: false };
    await secretsManager.send(new RotateSecretCommand({ SecretId: secretArn, RotationLambdaARN, ...rules }));
    // Secrets Manager tests the function first.
    await eventually(
      async () =>
        !Object.values(await labels())
          .flat()
          .includes("AWSPENDING") || undefined,
    );
    const version = await rotate();
    await until(version, "DEPLOYED");
    assert.deepEqual(await callRollout({}), [
      {
        service: service.name,
        rotatedElsewhere: [`${service.name}-config`],
        state: "up to date",
        steps: [],
        reason: "every task runs with AWSCURRENT",
      },
    ]);
  });

  async function callRollout(event: object): Promise<unknown> {
    const invoke = new InvokeCommand({ FunctionName: rollout, Payload: JSON.stringify(event) });
    const { FunctionError, Payload } = await eventually(async () => {
      try {
        return await lambda.send(invoke);
      } catch (error) {
        if (error instanceof Error && error.name === "TooManyRequestsException") return undefined;
        throw error;
      }
    });
    const answer = JSON.parse(Payload?.transformToString() ?? "") as { services?: unknown };
    assert.equal(FunctionError, undefined, JSON.stringify(answer));
    return answer.services;
  }

  async function rotate(ClientRequestToken: string = randomUUID()): Promise<string> {
    await secretsManager.send(new RotateSecretCommand({ SecretId: secretArn, ClientRequestToken }));
    return ClientRequestToken;
  }

  async function put(values: object, ClientRequestToken: string): Promise<void> {
    const SecretString = JSON.stringify(values);
    await secretsManager.send(
      new PutSecretValueCommand({ SecretId: secretArn, SecretString, ClientRequestToken }),
    );
  }

  /** Lets the service's container exit at once when it starts with this version. */
  async function exitWith(value: string): Promise<void> {
    const { serviceArn } = await service.describe();
    const tags = [{ key: "local-aws:exits-with-version", value }];
    await service.ecs.send(new TagResourceCommand({ resourceArn: serviceArn, tags }));
  }

  async function labels(): Promise<VersionLabels> {
    const described = await secretsManager.send(new DescribeSecretCommand({ SecretId: secretArn }));
    return Object.fromEntries(
      Object.entries(described.VersionIdsToStages ?? {}).map(([version, stages]) => [version, stages.sort()]),
    );
  }

  /** Waits until a version has labels that begin so, and gives the service as it is then. */
  async function until(version: string, ...beginnings: string[]) {
    await eventually(async () => {
      const own = (await labels())[version] ?? [];
      const hasAll = beginnings.every((beginning) => own.some((label) => label.startsWith(beginning)));
      return hasAll ? own : undefined;
    });
    return service.describe();
  }
});
