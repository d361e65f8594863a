import { ECSClient } from "@aws-sdk/client-ecs";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SNSClient } from "@aws-sdk/client-sns";

import { awsRolloutActions } from "./aws-rollout-actions";
import { readCall } from "./event";
import { observe, serviceNames } from "./observe";
import { type RolloutReport, rollOut } from "./rollout";
import { readSettings } from "./settings";

const retries = { maxAttempts: 8, retryMode: "adaptive" };
const clients = {
  ecs: new ECSClient(retries),
  secretsManager: new SecretsManagerClient(retries),
  lambda: new LambdaClient(retries),
  sns: new SNSClient(retries),
};

/** A stack's rollout function: brings the rollouts forward that an event concerns, and reports on them. */
export async function handler(event: unknown): Promise<RolloutReport> {
  const settings = readSettings(process.env);
  const cluster = { ...clients, ...settings };
  return rollOut(readCall(event, settings.environment), settings, {
    serviceNames: () => serviceNames(cluster),
    observe: (name) => observe(name, cluster),
    actions: awsRolloutActions(clients, settings),
    log: console.log,
  });
}
