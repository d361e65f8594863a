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

/** How every client of AWS is made. */
export function clientOptions({ region, profile }: { region?: string; profile?: string }) {
  return {
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    retryMode: "adaptive",
    maxAttempts: 5,
    requestHandler: answersWithin(30),
  };
}

/** Without it, a command would wait for ever for an answer that does not come. @param seconds for one attempt */
function answersWithin(seconds: number) {
  return { connectionTimeout: 5000, requestTimeout: seconds * 1000, throwOnRequestTimeout: true };
}

export function awsClients(flags: { region?: string; profile?: string }): AwsClients {
  const options = clientOptions(flags);
  return {
    secretsManager: new SecretsManagerClient(options),
    ecs: new ECSClient(options),
    // A rollout function may be at work for 900 s before it answers.
    lambda: new LambdaClient({ ...options, requestHandler: answersWithin(920) }),
    logs: new CloudWatchLogsClient(options),
  };
}
