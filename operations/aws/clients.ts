import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { ECSClient } from "@aws-sdk/client-ecs";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** The AWS services that the commands ask, each on the SDK's ordinary chain of credentials and endpoints. */
export interface AwsClients {
  secretsManager: SecretsManagerClient;
  ecs: ECSClient;
  lambda: LambdaClient;
  logs: CloudWatchLogsClient;
}

export function awsClients({ region, profile }: { region?: string; profile?: string }): AwsClients {
  const options = {
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    retryMode: "adaptive",
    maxAttempts: 5,
  };
  return {
    secretsManager: new SecretsManagerClient(options),
    ecs: new ECSClient(options),
    lambda: new LambdaClient(options),
    logs: new CloudWatchLogsClient(options),
  };
}
