import { type ECSClient, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import { type LambdaClient } from "@aws-sdk/client-lambda";
import { type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";

import { moveLabel } from "../contract/move-label";
import { RotationError } from "../rotation-error";
import { messageOf, subjectOf } from "./alert";
import { invokeRotation } from "./invoke-rotation";
import { type RegionClients } from "./region-clients";
import { type RolloutActions } from "./rollout-actions";

export interface RolloutClients {
  ecs: ECSClient;
  secretsManager: SecretsManagerClient;
  lambda: LambdaClient;
  sns: SNSClient;
  /** For the Regions that secrets are replicated to. */
  replicas: readonly RegionClients[];
}

/** What a rollout does, on AWS. */
export function awsRolloutActions(
  { ecs, secretsManager, lambda, sns, replicas }: RolloutClients,
  { cluster, alertTopicArn }: { cluster: string; alertTopicArn: string },
): RolloutActions {
  return {
    async forceNewDeployment(name, region) {
      const update = new UpdateServiceCommand({ cluster, service: name, forceNewDeployment: true });
      const client = replicas.find((replica) => replica.region === region)?.ecs ?? ecs;
      const { service } = await client.send(update);
      const { id, createdAt } = service?.deployments?.find(({ status }) => status === "PRIMARY") ?? {};
      if (id === undefined || createdAt === undefined) {
        throw new RotationError(`ECS names no primary deployment of ${name} after forcing one`);
      }
      return { id, createdAt };
    },
    move: (secretArn, move) => moveLabel(secretsManager, secretArn, move),
    ask: (functionArn, request) => invokeRotation(lambda, functionArn, request),
    async alert(alert) {
      const message = { Subject: subjectOf(alert), Message: messageOf(alert) };
      await sns.send(new PublishCommand({ TopicArn: alertTopicArn, ...message }));
    },
  };
}
