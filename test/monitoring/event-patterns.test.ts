import assert from "node:assert/strict";

import {
  deploymentFailedNotification,
  deploymentFailedPattern,
  rotationFailedNotification,
  rotationFailedPattern,
} from "../../monitoring/event-patterns";

const secretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:auth-service-prod-config-AbCd12";

describe("event patterns", () => {
  it("take failed and abandoned rotations of the secrets named, from the events that Secrets Manager sends itself", () => {
    assert.deepEqual(rotationFailedPattern([secretArn]), {
      source: ["aws.secretsmanager"],
      "detail-type": ["AWS Service Event via CloudTrail"],
      detail: {
        eventName: ["RotationFailed", "RotationAbandoned", "TestRotationFailed"],
        additionalEventData: { SecretId: [secretArn] },
      },
    });
  });

  it("take failed deployments of the cluster's services", () => {
    assert.deepEqual(deploymentFailedPattern("arn:aws:ecs:eu-west-1:123456789012:cluster/shop-prod"), {
      source: ["aws.ecs"],
      "detail-type": ["ECS Deployment State Change"],
      resources: [{ prefix: "arn:aws:ecs:eu-west-1:123456789012:service/shop-prod/" }],
      detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
    });
  });
});

describe("notifications", () => {
  const notifications = [
    rotationFailedNotification("auth-service", "prod", "https://example.com/rotation-failed.md"),
    deploymentFailedNotification("prod", "https://example.com/rollout-failed.md"),
  ];
  for (const { paths, template } of notifications) {
    it(`fill in every name of ${template.slice(0, 30)}…, and end with the runbook`, () => {
      const names = [...template.matchAll(/<(\w+)>/g)].map(([, name]) => name);
      assert.deepEqual(names.sort(), Object.keys(paths).sort());
      assert.match(String(JSON.parse(template)), / Runbook: https:\/\/example\.com\/ro\w+-failed\.md$/);
    });
  }
});
