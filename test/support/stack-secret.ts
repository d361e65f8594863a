import { type StackSecret } from "../../operations/stack/stack-secret";

/** A healthy secret of a stack, apart from the changes. */
export function stackSecret(changes: Partial<StackSecret> = {}): StackSecret {
  return {
    service: "auth-service",
    environment: "prod",
    secretType: "config",
    name: "auth-service-prod-config",
    arn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:auth-service-prod-config-AbCdEf",
    keyId: undefined,
    tags: { Keys: "API_KEY:issuer JWT_SECRET:random" },
    labels: { "terraform-20260301000000000000000001": ["AWSCURRENT", "BOOTSTRAP", "DEPLOYED"] },
    rotationEnabled: true,
    rotationFunctionArn: undefined,
    rotationSchedule: "rate(30 days)",
    createdAt: new Date("2026-03-01T00:00:00Z"),
    lastChangedAt: undefined,
    lastRotatedAt: undefined,
    nextRotationAt: new Date("2026-04-01T00:00:00Z"),
    deletedAt: undefined,
    primaryRegion: undefined,
    replicas: [],
    ...changes,
  };
}
