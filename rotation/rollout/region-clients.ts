import { ECSClient } from "@aws-sdk/client-ecs";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** How a Region that secrets are replicated to is reached. */
export interface RegionClients {
  /** For example `eu-central-1`. */
  region: string;
  ecs: ECSClient;
  secretsManager: SecretsManagerClient;
}

export function regionClients(
  regions: readonly string[],
  options: { maxAttempts: number; retryMode: string },
): RegionClients[] {
  return regions.map((region) => ({
    region,
    ecs: new ECSClient({ ...options, region }),
    secretsManager: new SecretsManagerClient({ ...options, region }),
  }));
}
