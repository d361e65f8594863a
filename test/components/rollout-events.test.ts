import assert from "node:assert/strict";

import {
  changedPattern,
  deploymentPattern,
  rotatedPattern,
  secretsPerPattern,
  stoppedPattern,
} from "../../components/rollout-events";
import { matchesPattern } from "../support/event-pattern";

const place = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };
const names = ["auth-service-prod-config", "payment-service-prod-api-keys"];
const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:auth-service-prod-config-a1b2c3";
const ownRole = "arn:aws:iam::111122223333:role/secret-backed-services-prod-rollout";

/** As https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieve-ct-entries.html shows it. */
function rotationEvent(eventName: string, SecretId: string) {
  return {
    source: "aws.secretsmanager",
    "detail-type": "AWS Service Event via CloudTrail",
    resources: [],
    detail: {
      userIdentity: { accountId: "111122223333", invokedBy: "secretsmanager.amazonaws.com" },
      eventName,
      requestParameters: null,
      additionalEventData: { SecretId },
    },
  };
}

/** As https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html describes it. */
function callEvent(eventName: string, secretId: string, userIdentity: object = byUser) {
  return {
    source: "aws.secretsmanager",
    "detail-type": "AWS API Call via CloudTrail",
    resources: [],
    detail: { userIdentity, eventName, requestParameters: { secretId } },
  };
}

const byUser = { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/ann" };
const byRole = (issuer: string) => ({
  type: "AssumedRole",
  sessionContext: { sessionIssuer: { type: "Role", arn: issuer } },
});

describe("rotatedPattern", () => {
  const pattern = rotatedPattern(names, place);

  it("matches a rotation of one of the secrets that has succeeded, and no other event of it", () => {
    assert.ok(matchesPattern(pattern, rotationEvent("RotationSucceeded", arn)));
    for (const name of ["RotationStarted", "RotationFailed", "TestRotationSucceeded"]) {
      assert.ok(!matchesPattern(pattern, rotationEvent(name, arn)), name);
    }
  });

  it("matches no secret whose name only begins or ends alike", () => {
    for (const other of [
      "auth-service-stage-config",
      "my-auth-service-prod-config",
      "auth-service-prod-config2",
    ]) {
      const secretId = arn.replace("auth-service-prod-config", other);
      assert.ok(!matchesPattern(pattern, rotationEvent("RotationSucceeded", secretId)), other);
    }
  });
});

describe("changedPattern", () => {
  const pattern = changedPattern(names, ownRole, place);

  it("matches a new value and a moved label, by each way to name the secret", () => {
    for (const call of ["PutSecretValue", "UpdateSecret", "UpdateSecretVersionStage"]) {
      for (const secretId of ["auth-service-prod-config", arn, arn.slice(0, -7)]) {
        assert.ok(matchesPattern(pattern, callEvent(call, secretId)), `${call} ${secretId}`);
      }
    }
  });

  it("matches neither other calls nor other secrets", () => {
    assert.ok(!matchesPattern(pattern, callEvent("GetSecretValue", arn)));
    assert.ok(!matchesPattern(pattern, callEvent("DescribeSecret", "auth-service-prod-config")));
    for (const secretId of [
      "auth-service-test-config",
      "load-auth-service-prod-config",
      `${arn}:x`.replace("prod", "stage"),
    ]) {
      assert.ok(!matchesPattern(pattern, callEvent("PutSecretValue", secretId)), secretId);
    }
  });

  it("matches what other roles do, and not what the rollout function itself does", () => {
    const call = (issuer: string) => callEvent("UpdateSecretVersionStage", arn, byRole(issuer));
    assert.ok(matchesPattern(pattern, call("arn:aws:iam::111122223333:role/auth-service-prod-rotation")));
    assert.ok(!matchesPattern(pattern, call(ownRole)));
  });

  it("is no longer than AWS takes, with names of any length", () => {
    const longest = Array.from(
      { length: secretsPerPattern },
      (_, index) => `${"a".repeat(39)}${index}-stage-credentials`,
    );
    const far = { partition: "aws-us-gov", region: "us-gov-west-1", accountId: "111122223333" };
    const role = `arn:aws-us-gov:iam::111122223333:role/${"b".repeat(240)}`;
    const length = JSON.stringify(changedPattern(longest, role, far)).length;
    assert.ok(length <= 2048, `${length} characters`);
  });
});

describe("deploymentPattern", () => {
  const pattern = deploymentPattern("secret-backed-services-prod", place);

  /** As https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html shows it. */
  const deploymentEvent = (cluster: string) => ({
    source: "aws.ecs",
    "detail-type": "ECS Deployment State Change",
    resources: [`arn:aws:ecs:eu-west-1:111122223333:service/${cluster}/auth-service-prod`],
    detail: { eventType: "INFO", eventName: "SERVICE_DEPLOYMENT_COMPLETED", deploymentId: "ecs-svc/123" },
  });

  it("matches deployments of the cluster's services, and of no other cluster's", () => {
    assert.ok(matchesPattern(pattern, deploymentEvent("secret-backed-services-prod")));
    assert.ok(!matchesPattern(pattern, deploymentEvent("secret-backed-services-prod-2")));
    assert.ok(!matchesPattern(pattern, deploymentEvent("secret-backed-services-test")));
  });
});

describe("stoppedPattern", () => {
  const pattern = stoppedPattern("secret-backed-services-prod", place);

  /** As https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html shows it. */
  const taskEvent = (changes: object = {}) => ({
    source: "aws.ecs",
    "detail-type": "ECS Task State Change",
    resources: ["arn:aws:ecs:eu-west-1:111122223333:task/secret-backed-services-prod/1"],
    detail: {
      clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/secret-backed-services-prod",
      group: "service:auth-service-prod",
      desiredStatus: "STOPPED",
      lastStatus: "STOPPED",
      stopCode: "ServiceSchedulerInitiated",
      ...changes,
    },
  });

  it("matches a task of the cluster that its service, a person or AWS has stopped", () => {
    for (const stopCode of ["ServiceSchedulerInitiated", "UserInitiated", "SpotInterruption"])
      assert.ok(matchesPattern(pattern, taskEvent({ stopCode })), stopCode);
    const other = { clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/secret-backed-services-prod-2" };
    assert.ok(!matchesPattern(pattern, taskEvent(other)));
  });

  it("matches no task that has not stopped yet", () => {
    for (const lastStatus of ["RUNNING", "DEACTIVATING", "STOPPING", "DEPROVISIONING"])
      assert.ok(!matchesPattern(pattern, taskEvent({ lastStatus })), lastStatus);
  });

  it("matches no task of a crash loop", () => {
    for (const stopCode of ["EssentialContainerExited", "TaskFailedToStart"])
      assert.ok(!matchesPattern(pattern, taskEvent({ stopCode })), stopCode);
  });
});
