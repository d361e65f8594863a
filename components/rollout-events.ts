/** Where a stack is, with every part known. */
export interface EventPlace {
  partition: string;
  region: string;
  accountId: string;
}

/** A pattern of EventBridge (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html). */
export type EventPattern = Readonly<Record<string, unknown>>;

/** How many secrets a pattern names at most. With names of any length it has no more than the 2048 characters that AWS takes. */
export const secretsPerPattern = 4;

/** A rotation has succeeded. */
export function rotatedPattern(secretNames: readonly string[], place: EventPlace): EventPattern {
  return {
    source: ["aws.secretsmanager"],
    "detail-type": ["AWS Service Event via CloudTrail"],
    detail: {
      eventName: ["RotationSucceeded"],
      additionalEventData: { SecretId: secretNames.map((name) => ({ prefix: `${arnOf(name, place)}-` })) },
    },
  };
}

/**
 * Somebody has put a value or moved a label. A secret is known by its name, its full ARN or the ARN without the six
 * characters at its end. What the rollout function itself does, as `ownRoleArn`, is no news to it.
 */
export function changedPattern(
  secretNames: readonly string[],
  ownRoleArn: string,
  place: EventPlace,
): EventPattern {
  const ids = secretNames.flatMap((name) => {
    const arn = arnOf(name, place);
    return [name, arn, { prefix: `${arn}-` }];
  });
  const issuedBy = (match: unknown) => ({
    userIdentity: { sessionContext: { sessionIssuer: { arn: [match] } } },
  });
  return {
    source: ["aws.secretsmanager"],
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: {
      eventName: ["PutSecretValue", "UpdateSecret", "UpdateSecretVersionStage"],
      requestParameters: { secretId: ids },
      $or: [issuedBy({ exists: false }), issuedBy({ "anything-but": [ownRoleArn] })],
    },
  };
}

/** A deployment of one of a cluster's services has begun, has been completed or has failed. */
export function deploymentPattern(clusterName: string, place: EventPlace): EventPattern {
  const { partition, region, accountId } = place;
  return {
    source: ["aws.ecs"],
    "detail-type": ["ECS Deployment State Change"],
    resources: [{ prefix: `arn:${partition}:ecs:${region}:${accountId}:service/${clusterName}/` }],
  };
}

/**
 * A task of a cluster has stopped, other than by a failure of its own: that is what a rollout waits for whose old tasks take long to
 * stop. Tasks that crash or do not start would call the function again and again, and their deployment's events tell enough of them.
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html)
 */
export function stoppedPattern(clusterName: string, place: EventPlace): EventPattern {
  const { partition, region, accountId } = place;
  return {
    source: ["aws.ecs"],
    "detail-type": ["ECS Task State Change"],
    detail: {
      clusterArn: [`arn:${partition}:ecs:${region}:${accountId}:cluster/${clusterName}`],
      lastStatus: ["STOPPED"],
      stopCode: [{ "anything-but": ["EssentialContainerExited", "TaskFailedToStart"] }],
    },
  };
}

function arnOf(secretName: string, { partition, region, accountId }: EventPlace): string {
  return `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${secretName}`;
}
