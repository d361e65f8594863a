import { ECSClient } from "@aws-sdk/client-ecs";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SNSClient } from "@aws-sdk/client-sns";

import { answersWithin } from "../answers-within";
import { awsRolloutActions } from "./aws-rollout-actions";
import { readCall } from "./event";
import { observe, serviceNames } from "./observe";
import { regionClients } from "./region-clients";
import { type RolloutReport, rollOut } from "./rollout";
import { readSettings } from "./settings";

const options = { maxAttempts: 8, retryMode: "adaptive", requestHandler: answersWithin(10) };
const clients = {
  ecs: new ECSClient(options),
  secretsManager: new SecretsManagerClient(options),
  // A rotation function has 600 s, and this one 900.
  lambda: new LambdaClient({ ...options, requestHandler: answersWithin(620) }),
  sns: new SNSClient(options),
};

/** A stack's rollout function: brings the rollouts forward that an event concerns, and reports on them. */
export async function handler(event: unknown): Promise<RolloutReport> {
  const settings = readSettings(process.env);
  const replicas = regionClients(settings.replicaRegions, options);
  const cluster = { ...clients, ...settings, replicas };
  return rollOut(readCall(event, settings.environment), settings, {
    serviceNames: () => serviceNames(cluster),
    observe: (name) => observe(name, cluster),
    actions: awsRolloutActions({ ...clients, replicas }, settings),
    log: console.log,
  });
}
