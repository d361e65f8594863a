import assert from "node:assert/strict";
import { z } from "zod";
import { callJson, uniqueName } from "../../support/local-aws";

const serviceSchema = z.object({
  serviceArn: z.string(),
  clusterArn: z.string(),
  availabilityZoneRebalancing: z.string(),
  deployments: z.array(z.object({ id: z.string(), createdAt: z.number() })),
});
const changedSchema = z.object({ service: serviceSchema });
const describedSchema = z.object({ services: z.array(serviceSchema) });
const deploymentSchema = z.object({
  serviceDeploymentArn: z.string(),
  serviceArn: z.string(),
  clusterArn: z.string(),
  createdAt: z.number(),
  status: z.string(),
  targetServiceRevisionArn: z.string(),
});
const deploymentsSchema = z.object({ serviceDeployments: z.array(deploymentSchema) });

describe("emulator: ECS service deployments", () => {
  const cluster = uniqueName("cluster");
  const family = uniqueName("family");
  let serviceName: string;

  before(async () => {
    await callEcs("CreateCluster", { clusterName: cluster });
    const containerDefinitions = [{ name: "main", image: "example.test/main:1" }];
    await callEcs("RegisterTaskDefinition", { family, containerDefinitions });
  });

  beforeEach(() => {
    serviceName = uniqueName("service");
  });

  it("list the primary deployment by its revision, within the second of its creation", async () => {
    const { serviceArn, clusterArn, deployments } = await createService();
    const [primary] = deployments;
    assert.ok(primary);
    const id = primary.id.replace("ecs-svc/", "");
    const after = primary.createdAt + 0.9;
    assert.deepEqual(await listDeployments({ createdAt: { after } }), [
      {
        serviceDeploymentArn: `${serviceArn.replace(":service/", ":service-deployment/")}/${id}`,
        serviceArn,
        clusterArn,
        createdAt: primary.createdAt,
        status: "SUCCESSFUL",
        targetServiceRevisionArn: `${serviceArn.replace(":service/", ":service-revision/")}/${id}`,
      },
    ]);
  });

  it("leave out those of another time or state", async () => {
    const { deployments } = await createService();
    const createdAt = deployments[0]?.createdAt ?? 0;
    assert.deepEqual(await listDeployments({ createdAt: { after: createdAt + 1 } }), []);
    assert.deepEqual(await listDeployments({ createdAt: { before: createdAt - 1 } }), []);
    assert.deepEqual(await listDeployments({ status: ["IN_PROGRESS"] }), []);
  });

  it("are described by ARN, with those that are missing", async () => {
    const { serviceArn } = await createService();
    const [listed] = await listDeployments({});
    assert.ok(listed);
    const missing = `${serviceArn}/none`;
    const request = { serviceDeploymentArns: [listed.serviceDeploymentArn, missing] };
    const described = await callEcs("DescribeServiceDeployments", request);
    assert.deepEqual(deploymentsSchema.parse(described).serviceDeployments, [listed]);
    const { failures } = z.object({ failures: z.unknown() }).parse(described);
    assert.deepEqual(failures, [{ arn: missing, reason: "MISSING" }]);
  });

  it("keep whether tasks are rebalanced among zones: on unless said otherwise, until an update says so", async () => {
    assert.equal((await createService()).availabilityZoneRebalancing, "ENABLED");
    await callEcs("UpdateService", { cluster, service: serviceName, desiredCount: 2 });
    assert.equal(await rebalancing(), "ENABLED");
    await callEcs("UpdateService", {
      cluster,
      service: serviceName,
      availabilityZoneRebalancing: "DISABLED",
    });
    assert.equal(await rebalancing(), "DISABLED");
  });

  async function createService(): Promise<z.infer<typeof serviceSchema>> {
    const request = { cluster, serviceName, taskDefinition: family, desiredCount: 1 };
    return changedSchema.parse(await callEcs("CreateService", request)).service;
  }

  async function listDeployments(filter: object): Promise<z.infer<typeof deploymentSchema>[]> {
    const request = { cluster, service: serviceName, ...filter };
    return deploymentsSchema.parse(await callEcs("ListServiceDeployments", request)).serviceDeployments;
  }

  async function rebalancing(): Promise<string | undefined> {
    const described = await callEcs("DescribeServices", { cluster, services: [serviceName] });
    return describedSchema.parse(described).services[0]?.availabilityZoneRebalancing;
  }

  function callEcs(operation: string, request: object): Promise<unknown> {
    return callJson("ecs", `AmazonEC2ContainerServiceV20141113.${operation}`, request);
  }
});
