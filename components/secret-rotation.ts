import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { defaultSchedule } from "../rotation/contract/automatic-strategies";
import { strategiesOf } from "./rotated-secrets";
import { RotationFunction } from "./rotation-function";
import { type ServiceSecret } from "./service-secret";
import { type ServiceSpec } from "./service-spec";
import { type SharedEnvironment } from "./shared-environment";

export interface SecretRotationArgs {
  environment: SharedEnvironment;
  service: ServiceSpec;
  /** The service's secrets, in the order in which it declares them. */
  secrets: ServiceSecret[];
  logRetentionInDays: number;
  /** Protects the rotation function's log from deletion. */
  deletionProtection: boolean;
  tags: Record<string, string>;
}

/** Has Secrets Manager rotate the secrets whose keys say how, by the service's own function, or that name another function. */
export function rotateSecrets(
  name: string,
  args: SecretRotationArgs,
  opts: pulumi.ComponentResourceOptions,
): void {
  const { service, secrets } = args;
  const own = createFunction(name, args, opts);
  for (const [index, secret] of secrets.entries()) {
    const { type = "", rotation } = service.secrets[index] ?? {};
    const permission = own?.permissions[secret.secretName];
    const functionArn = permission ? own.functionArn : rotation?.functionArn;
    if (functionArn === undefined) continue;
    const { schedule = defaultSchedule, duration } = rotation ?? {};
    const dependsOn = [secret.firstValue, ...(permission ? [permission] : [])];
    createRotation(`${name}-${type}`, secret, { functionArn, schedule, duration }, dependsOn);
  }
}

function createFunction(
  name: string,
  args: SecretRotationArgs,
  opts: pulumi.ComponentResourceOptions,
): RotationFunction | undefined {
  const { environment, service, secrets } = args;
  const strategies = strategiesOf(service, environment.environment);
  const rotated = secrets.filter(({ secretName }) => Object.hasOwn(strategies, secretName));
  if (rotated.length === 0) return undefined;
  const secretArns = Object.fromEntries(rotated.map(({ secretName, arn }) => [secretName, arn]));
  return new RotationFunction(
    `${name}-rotation`,
    { ...args, service: service.name, egress: service.egress, strategies, secretArns },
    opts,
  );
}

interface Schedule {
  functionArn: pulumi.Input<string>;
  schedule: string;
  duration?: string | undefined;
}

/** Secrets Manager has the function test itself at once, and calls it for a rotation on schedule only. */
function createRotation(
  name: string,
  secret: ServiceSecret,
  { functionArn, schedule, duration }: Schedule,
  dependsOn: pulumi.Resource[],
): void {
  new aws.secretsmanager.SecretRotation(
    name,
    {
      secretId: secret.arn,
      rotationLambdaArn: functionArn,
      rotateImmediately: false,
      rotationRules: { scheduleExpression: schedule, ...(duration === undefined ? {} : { duration }) },
    },
    { parent: secret, dependsOn },
  );
}
