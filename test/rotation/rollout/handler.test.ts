import assert from "node:assert/strict";

import { handler } from "../../../rotation/rollout/handler";
import { AwsServer } from "../../support/rotation/ecs-aws-server";

describe("the rollout function's handler", () => {
  const variables = { ...process.env };
  let aws: AwsServer;

  before(async () => {
    aws = new AwsServer();
    await aws.start();
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: aws.options().endpoint,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      CLUSTER: "prod",
      ENVIRONMENT: "prod",
      SERVICES: "auth-service,web",
      ALERT_TOPIC_ARN: "arn:topic",
      MAINTENANCE_WINDOW: "",
      MAXIMUM_CONCURRENT_DEPLOYMENTS: "1",
      REPLICA_REGIONS: "",
    });
  });
  after(async () => {
    process.env = variables;
    await aws.stop();
  });

  it("reads its variables and the event, and reports on the services", async () => {
    aws.answer("ListServices", { serviceArns: ["service/prod/other-stage"] });
    assert.deepEqual(await handler({}), { services: [] });
    assert.deepEqual(aws.calls, [["ListServices", { cluster: "prod" }]]);
  });

  it("looks into the Regions of replicas", async () => {
    process.env.REPLICA_REGIONS = "eu-central-1";
    const before = aws.calls.length;
    const deployments = [{ id: "ecs-svc/1", status: "PRIMARY", createdAt: 1, rolloutState: "COMPLETED" }];
    const web = { serviceName: "web-prod", status: "ACTIVE", deployments };
    aws.answer("ListServices", { serviceArns: ["service/prod/web-prod"] });
    aws.answer("DescribeServices", { services: [web] });
    aws.answer("DescribeServices", { services: [web] });
    const { services } = await handler({ service: "web", dryRun: true });
    assert.deepEqual(
      services.map(({ service, state }) => [service, state]),
      [["web-prod", "up to date"]],
    );
    const asked = aws.calls
      .slice(before)
      .map(([operation], index) => [operation, aws.regions[before + index]]);
    assert.deepEqual(
      asked.filter(([, region]) => region !== "us-east-1"),
      [
        ["DescribeServices", "eu-central-1"],
        ["ListTasks", "eu-central-1"],
        ["ListTasks", "eu-central-1"],
      ],
    );
  });

  it("asks ECS for the service that a person names", async () => {
    aws.answer("ListServices", { serviceArns: [] });
    await assert.rejects(handler({ service: "web" }), {
      name: "RotationError",
      message: "web-prod: cluster prod has no active service web-prod",
    });
  });
});
