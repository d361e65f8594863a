import assert from "node:assert/strict";
import { ECSClient } from "@aws-sdk/client-ecs";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

import { observe, type ObservedCluster, serviceNames } from "../../../rotation/rollout/observe";
import { AwsServer } from "../../support/rotation/ecs-aws-server";

const secretArn = "arn:aws:secretsmanager:us-east-1:000000000000:secret:web-prod-config-AbCdEf";
const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:web-prod-rotation";
const serviceArn = (name: string) => `arn:aws:ecs:us-east-1:000000000000:service/prod/${name}`;
const deployment = {
  id: "ecs-svc/1",
  status: "PRIMARY",
  createdAt: 1767614400.25,
  rolloutState: "COMPLETED",
};
const web = {
  serviceName: "web-prod",
  status: "ACTIVE",
  taskDefinition: "web-prod:7",
  desiredCount: 2,
  runningCount: 1,
  pendingCount: 1,
  deployments: [deployment, { id: "ecs-svc/0" }],
};

describe("observe", () => {
  let aws: AwsServer;
  let cluster: ObservedCluster;

  beforeEach(async () => {
    aws = new AwsServer();
    await aws.start();
    const ecs = new ECSClient(aws.options());
    const secretsManager = new SecretsManagerClient(aws.options());
    cluster = { ecs, secretsManager, cluster: "prod", replicas: [], maximumConcurrentDeployments: 3 };
  });
  afterEach(() => aws.stop());

  it("reads a service with its secrets, deployments and tasks, and which other services deploy", async () => {
    aws.answer("ListServices", { serviceArns: [serviceArn("web-prod"), serviceArn("api-prod")] });
    const deploying = { deployments: [{ ...deployment, rolloutState: "IN_PROGRESS" }] };
    aws.answer("DescribeServices", { services: [{ serviceName: "api-prod", ...deploying }, web] });
    aws.answer("DescribeTaskDefinition", {
      taskDefinition: {
        containerDefinitions: [
          { secrets: [{ name: "A", valueFrom: `${secretArn}:A::` }] },
          {
            logConfiguration: {
              logDriver: "splunk",
              secretOptions: [{ name: "t", valueFrom: "a-parameter" }],
            },
          },
        ],
      },
    });
    aws.answer("DescribeSecret", {
      Name: "web-prod-config",
      RotationLambdaARN: functionArn,
      VersionIdsToStages: { a: ["AWSCURRENT"] },
      LastChangedDate: 1767614401.5,
    });
    aws.answer("ListTasks", { taskArns: ["task/1"] });
    aws.answer("ListTasks", { taskArns: ["task/2", "task/3"] });
    aws.answer("DescribeTasks", {
      tasks: [
        { taskArn: "task/1", lastStatus: "RUNNING", createdAt: 1767614400.75, startedBy: "ecs-svc/1" },
        { taskArn: "task/2", lastStatus: "STOPPING", createdAt: 1767614300 },
        { taskArn: "task/3", lastStatus: "STOPPED", createdAt: 1767614200 },
      ],
    });

    const { now, ...observed } = await observe("web-prod", cluster);
    assert.ok(now.getTime() > Date.now() - 60_000);
    assert.deepEqual(observed, {
      service: "web-prod",
      secrets: [
        {
          arn: secretArn,
          name: "web-prod-config",
          rotationFunctionArn: functionArn,
          versions: { a: ["AWSCURRENT"] },
          changedAt: new Date("2026-01-05T12:00:01.500Z"),
        },
      ],
      desiredCount: 2,
      runningCount: 1,
      pendingCount: 1,
      deployments: [{ ...deployment, createdAt: new Date("2026-01-05T12:00:00.250Z") }],
      tasks: [
        { arn: "task/1", createdAt: new Date("2026-01-05T12:00:00.750Z"), startedBy: "ecs-svc/1" },
        { arn: "task/2", createdAt: new Date("2026-01-05T11:58:20.000Z"), startedBy: undefined },
      ],
      replicas: [],
      deployingServices: ["api-prod"],
      maximumConcurrentDeployments: 3,
      maintenanceWindow: undefined,
    });
    assert.deepEqual(aws.calls, [
      ["ListServices", { cluster: "prod" }],
      ["DescribeServices", { cluster: "prod", services: ["api-prod", "web-prod"] }],
      ["DescribeTaskDefinition", { taskDefinition: "web-prod:7" }],
      ["DescribeSecret", { SecretId: secretArn }],
      ["ListTasks", { cluster: "prod", family: "web-prod", desiredStatus: "RUNNING" }],
      ["ListTasks", { cluster: "prod", family: "web-prod", desiredStatus: "STOPPED" }],
      ["DescribeTasks", { cluster: "prod", tasks: ["task/1", "task/2", "task/3"] }],
    ]);
  });

  describe("in the Region of a replica", () => {
    const inRegion = () => {
      const options = { ...aws.options(), region: "eu-central-1" };
      const clients = {
        region: "eu-central-1",
        ecs: new ECSClient(options),
        secretsManager: new SecretsManagerClient(options),
      };
      return { ...cluster, replicas: [clients] };
    };
    const replicaArn = secretArn.replace("us-east-1", "eu-central-1");

    beforeEach(() => {
      aws.answer("ListServices", { serviceArns: [serviceArn("web-prod")] });
      aws.answer("DescribeServices", { services: [web] });
      const containerDefinitions = [{ secrets: [{ name: "A", valueFrom: secretArn }] }];
      aws.answer("DescribeTaskDefinition", { taskDefinition: { containerDefinitions } });
      aws.answer("DescribeSecret", {
        Name: "web-prod-config",
        VersionIdsToStages: { a: ["AWSPREVIOUS"], b: ["AWSCURRENT"] },
      });
    });

    it("reads what is current there, and the service's deployments and tasks", async () => {
      const elsewhere = { ...deployment, id: "ecs-svc/7" };
      aws.answer("DescribeServices", { services: [{ ...web, desiredCount: 1, deployments: [elsewhere] }] });
      aws.answer("DescribeSecret", { VersionIdsToStages: { a: ["AWSCURRENT"] } });
      const { replicas } = await observe("web-prod", inRegion());
      assert.deepEqual(replicas, [
        {
          region: "eu-central-1",
          currentVersions: { "web-prod-config": "a" },
          desiredCount: 1,
          runningCount: 1,
          pendingCount: 1,
          deployments: [{ ...elsewhere, createdAt: new Date("2026-01-05T12:00:00.250Z") }],
          tasks: [],
        },
      ]);
      assert.deepEqual(aws.calls.slice(4, 6), [
        ["DescribeServices", { cluster: "prod", services: ["web-prod"] }],
        ["DescribeSecret", { SecretId: replicaArn }],
      ]);
    });

    it("knows no version of a replica that is not there", async () => {
      aws.answer("DescribeServices", { services: [web] });
      aws.refuse("DescribeSecret", "ResourceNotFoundException", 400);
      const { replicas } = await observe("web-prod", inRegion());
      assert.deepEqual(
        replicas.map(({ currentVersions }) => currentVersions),
        [{ "web-prod-config": undefined }],
      );
    });

    it("passes over a Region without the cluster, or without the service", async () => {
      aws.refuse("DescribeServices", "ClusterNotFoundException", 400);
      assert.deepEqual((await observe("web-prod", inRegion())).replicas, []);
    });

    it("fails where it may not look", async () => {
      aws.refuse("DescribeServices", "AccessDeniedException", 400);
      await assert.rejects(observe("web-prod", inRegion()), { name: "AccessDeniedException" });
    });
  });

  it("reads all pages, and describes no more at once than ECS takes", async () => {
    const names = Array.from({ length: 11 }, (_, index) => `service-${index + 10}`);
    aws.answer("ListServices", { serviceArns: names.map(serviceArn), nextToken: "2" });
    aws.answer("ListServices", { serviceArns: [serviceArn("web-prod")] });
    aws.answer("DescribeServices", { services: [] });
    aws.answer("DescribeServices", { services: [web] });
    aws.answer("DescribeTaskDefinition", { taskDefinition: {} });
    const arns = Array.from({ length: 101 }, (_, index) => `task/${index}`);
    aws.answer("ListTasks", { taskArns: arns.slice(0, 100), nextToken: "2" });
    aws.answer("ListTasks", { taskArns: arns.slice(100) });
    await observe("web-prod", cluster);
    const sizes = aws.calls.flatMap(([operation, asked]) => {
      const { services, tasks } = asked as { services?: string[]; tasks?: string[] };
      return operation.startsWith("Describe") ? [services?.length ?? tasks?.length ?? 0] : [];
    });
    assert.deepEqual(sizes, [10, 2, 0, 100, 1]);
  });

  for (const services of [[], [{ ...web, status: "INACTIVE" }]]) {
    it(`refuses a service that is ${services.length === 0 ? "not there" : "deleted"}`, async () => {
      aws.answer("DescribeServices", { services });
      await assert.rejects(observe("web-prod", cluster), {
        name: "RotationError",
        message: "cluster prod has no active service web-prod",
      });
    });
  }

  for (const [title, RotationLambdaARN, expected] of [
    ["a function that is not the service's own", "arn:function", { foreignFunctionArn: "arn:function" }],
    ["no function", undefined, {}],
  ] as const) {
    it(`asks nothing of a secret that is rotated by ${title}`, async () => {
      aws.answer("ListServices", { serviceArns: [serviceArn("web-prod")] });
      aws.answer("DescribeServices", { services: [web] });
      const containerDefinitions = [{ secrets: [{ name: "A", valueFrom: secretArn }] }];
      aws.answer("DescribeTaskDefinition", { taskDefinition: { containerDefinitions } });
      aws.answer("DescribeSecret", { Name: "web-prod-config", RotationLambdaARN });
      const { secrets } = await observe("web-prod", cluster);
      const secret = { arn: secretArn, name: "web-prod-config", versions: {}, changedAt: undefined };
      assert.deepEqual(secrets, [{ ...secret, ...expected }]);
    });
  }

  it("refuses a secret that is marked for deletion", async () => {
    aws.answer("ListServices", { serviceArns: [serviceArn("web-prod")] });
    aws.answer("DescribeServices", { services: [web] });
    const containerDefinitions = [{ secrets: [{ name: "A", valueFrom: secretArn }] }];
    aws.answer("DescribeTaskDefinition", { taskDefinition: { containerDefinitions } });
    aws.answer("DescribeSecret", { Name: "web-prod-config", DeletedDate: 1767614400 });
    await assert.rejects(observe("web-prod", cluster), {
      name: "RotationError",
      message: "secret web-prod-config is marked for deletion",
    });
  });

  it("lists services by name", async () => {
    aws.answer("ListServices", { serviceArns: [serviceArn("b"), serviceArn("a")] });
    assert.deepEqual(await serviceNames(cluster), ["a", "b"]);
  });
});
