/** Event patterns of EventBridge rules. (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html) */

/**
 * Rotations of these secrets that failed. Secrets Manager reports them as events of its own, which are not calls, and which
 * carry the full ARN. (https://docs.aws.amazon.com/secretsmanager/latest/userguide/monitoring-eventbridge.html)
 */
export function rotationFailedPattern(secretArns: readonly string[]): object {
  return {
    source: ["aws.secretsmanager"],
    "detail-type": ["AWS Service Event via CloudTrail"],
    detail: {
      eventName: ["RotationFailed", "RotationAbandoned", "TestRotationFailed"],
      additionalEventData: { SecretId: secretArns },
    },
  };
}

/**
 * Deployments of a cluster's services that failed.
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html)
 */
export function deploymentFailedPattern(clusterArn: string): object {
  return {
    source: ["aws.ecs"],
    "detail-type": ["ECS Deployment State Change"],
    resources: [{ prefix: `${clusterArn.replace(":cluster/", ":service/")}/` }],
    detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
  };
}

/**
 * Every call of Secrets Manager, and those that take a key away, as CloudTrail records them. Only a rule that is enabled with all
 * management events gets calls that just read.
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html)
 */
export const secretCallPattern = {
  "detail-type": ["AWS API Call via CloudTrail"],
  $or: [
    { source: ["aws.secretsmanager"] },
    { source: ["aws.kms"], detail: { eventName: ["DisableKey", "ScheduleKeyDeletion"] } },
  ],
};

/** How an event becomes the text of a notification. */
export interface Notification {
  /** Name in the template to the place in the event. */
  paths: Record<string, string>;
  /** A JSON string with names in angle brackets, as EventBridge takes it. */
  template: string;
}

export function rotationFailedNotification(
  service: string,
  environment: string,
  runbook: string,
): Notification {
  return {
    paths: {
      event: "$.detail.eventName",
      secret: "$.detail.additionalEventData.SecretId",
      time: "$.time",
      reason: "$.detail.errorMessage",
    },
    template: JSON.stringify(
      `<event> at <time>: <secret>, a secret of ${service} in ${environment}. <reason> Runbook: ${runbook}`,
    ),
  };
}

export function deploymentFailedNotification(environment: string, runbook: string): Notification {
  return {
    paths: { service: "$.resources[0]", time: "$.time", reason: "$.detail.reason" },
    template: JSON.stringify(
      `A deployment failed at <time> in ${environment}: <service>. <reason> Runbook: ${runbook}`,
    ),
  };
}
