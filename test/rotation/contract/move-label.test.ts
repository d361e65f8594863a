import assert from "node:assert/strict";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

import { moveLabel } from "../../../rotation/contract/move-label";
import { AwsServer } from "../../support/rotation/ecs-aws-server";

describe("moveLabel", () => {
  let aws: AwsServer;
  let client: SecretsManagerClient;

  beforeEach(async () => {
    aws = new AwsServer();
    await aws.start();
    client = new SecretsManagerClient(aws.options());
  });
  afterEach(() => aws.stop());

  const refused = (versions: Record<string, string[]>) => {
    aws.refuse("UpdateSecretVersionStage", "InvalidParameterException", 400);
    aws.answer("DescribeSecret", { VersionIdsToStages: versions });
  };

  it("asks nothing more where AWS does it", async () => {
    await moveLabel(client, "arn", { label: "AWSCURRENT", from: "a", to: "b" });
    const request = {
      SecretId: "arn",
      VersionStage: "AWSCURRENT",
      RemoveFromVersionId: "a",
      MoveToVersionId: "b",
    };
    assert.deepEqual(aws.calls, [["UpdateSecretVersionStage", request]]);
  });

  it("takes a refusal for success where an attempt before has moved or removed the label", async () => {
    refused({ a: ["AWSPREVIOUS"], b: ["AWSCURRENT"] });
    await moveLabel(client, "arn", { label: "AWSCURRENT", from: "a", to: "b" });
    refused({ a: ["AWSPREVIOUS"], b: ["AWSCURRENT"] });
    await moveLabel(client, "arn", { label: "HELD", from: "b" });
  });

  it("fails where the label is elsewhere, or still there", async () => {
    const refusal = { name: "InvalidParameterException" };
    refused({ a: ["AWSPREVIOUS"], c: ["AWSCURRENT"] });
    await assert.rejects(moveLabel(client, "arn", { label: "AWSCURRENT", from: "a", to: "b" }), refusal);
    refused({ b: ["HELD"] });
    await assert.rejects(moveLabel(client, "arn", { label: "HELD", from: "b" }), refusal);
    refused({ a: ["HELD"], b: [] });
    await assert.rejects(moveLabel(client, "arn", { label: "HELD", to: "b" }), refusal);
  });

  it("fails with whatever else AWS says, without a second question", async () => {
    aws.refuse("UpdateSecretVersionStage", "ResourceNotFoundException", 400);
    await assert.rejects(moveLabel(client, "arn", { label: "HELD", to: "b" }), {
      name: "ResourceNotFoundException",
    });
    assert.equal(aws.calls.length, 1);
  });
});
