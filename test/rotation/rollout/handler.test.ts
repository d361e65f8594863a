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

  it("asks ECS for the service that a person names", async () => {
    aws.answer("ListServices", { serviceArns: [] });
    await assert.rejects(handler({ service: "web" }), {
      name: "RotationError",
      message: "web-prod: cluster prod has no active service web-prod",
    });
  });
});
