import assert from "node:assert/strict";
import { LambdaClient } from "@aws-sdk/client-lambda";

import { invokeRotation } from "../../../rotation/rollout/invoke-rotation";
import { AwsServer } from "../../support/rotation/ecs-aws-server";

const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:web-prod-rotation";
const path = `/2015-03-31/functions/${encodeURIComponent(functionArn)}/invocations`;
const request = { Step: "retireSecret" as const, SecretId: "arn", CurrentVersionId: "b", VersionIds: ["a"] };
const place = "web-prod-rotation, retireSecret of arn";

describe("invokeRotation", () => {
  let aws: AwsServer;
  let lambda: LambdaClient;

  beforeEach(async () => {
    aws = new AwsServer();
    await aws.start();
    lambda = new LambdaClient(aws.options());
  });
  afterEach(() => aws.stop());

  it("gives the function's answer", async () => {
    aws.answer(path, { outcome: "retired", overlapHours: 24 });
    assert.deepEqual(await invokeRotation(lambda, functionArn, request), {
      outcome: "retired",
      overlapHours: 24,
    });
    assert.deepEqual(aws.calls, [[path, request]]);
  });

  it("says that a function is busy which takes one call at a time", async () => {
    aws.refuse(path, "TooManyRequestsException", 429);
    await assert.rejects(invokeRotation(lambda, functionArn, request), {
      name: "RotationError",
      message: `${place}: it is busy with another call; the next run asks again`,
    });
  });

  it("asks a busy function again", async () => {
    aws.refuse(path, "TooManyRequestsException", 429);
    aws.answer(path, { outcome: "valid" });
    lambda = new LambdaClient({ ...aws.options(), maxAttempts: 2 });
    assert.deepEqual(await invokeRotation(lambda, functionArn, request), { outcome: "valid" });
    assert.equal(aws.calls.length, 2);
  });

  it("leaves another refusal as it is", async () => {
    aws.refuse(path, "ResourceNotFoundException", 404);
    await assert.rejects(invokeRotation(lambda, functionArn, request), { name: "ResourceNotFoundException" });
  });

  const failures: [string, unknown, string | undefined, string][] = [
    [
      "says what the function says to people",
      { errorType: "RotationError", errorMessage: "version b is not AWSCURRENT" },
      "Unhandled",
      `${place}: version b is not AWSCURRENT`,
    ],
    [
      "keeps another error's message to itself",
      { errorType: "MongoServerError", errorMessage: "hunter2" },
      "Unhandled",
      `${place}: MongoServerError; see the function's log`,
    ],
    [
      "names no error where there is none",
      "Task timed out",
      "Unhandled",
      `${place}: an error; see the function's log`,
    ],
    [
      "refuses an answer of another form",
      { outcome: "done" },
      undefined,
      `${place}: its answer is none to this request`,
    ],
  ];
  for (const [title, body, functionError, message] of failures) {
    it(title, async () => {
      aws.answer(path, body, functionError);
      await assert.rejects(invokeRotation(lambda, functionArn, request), { name: "RotationError", message });
    });
  }
});
