import type * as pulumi from "@pulumi/pulumi";

import { secretName } from "../naming";
import { ServiceSecret } from "./service-secret";
import { type ServiceSpec } from "./service-spec";
import { type SharedEnvironment } from "./shared-environment";
import { secretRoleArns } from "./wall-roles";

export interface ServiceSecretsArgs {
  environment: SharedEnvironment;
  service: Pick<ServiceSpec, "name" | "secrets">;
  /** Secret name to JSON key to the first value of each supplied key. */
  suppliedValues: ReadonlyMap<string, ReadonlyMap<string, pulumi.Input<string>>>;
  /** Days in which a deleted secret can be restored: 0, or 7 to 30. */
  recoveryWindowInDays: number;
  /** Protects the secrets from deletion. */
  deletionProtection: boolean;
  /** Tags of every resource. */
  tags: Record<string, string>;
}

/** The secrets of a service, in the order in which it declares them, each behind the environment's wall. */
export function createServiceSecrets(
  name: string,
  args: ServiceSecretsArgs,
  opts: pulumi.ComponentResourceOptions,
): ServiceSecret[] {
  const { environment, service, suppliedValues, recoveryWindowInDays, deletionProtection, tags } = args;
  const { wallPrincipalArns, previewRoleArn } = environment;
  return service.secrets.map(({ type, arn, description, keys }) => {
    const parts = { service: service.name, environment: environment.environment, secretType: type };
    return new ServiceSecret(
      `${name}-${type}`,
      {
        ...parts,
        arn,
        description,
        keys,
        suppliedValues: suppliedValues.get(secretName(parts)) ?? new Map<string, string>(),
        keyArn: environment.keyArn,
        replicas: environment.replicas,
        wall: wallPrincipalArns && [
          ...wallPrincipalArns,
          ...secretRoleArns(service, environment, environment.aws),
        ],
        previewRoleArn,
        recoveryWindowInDays,
        deletionProtection,
        tags,
      },
      opts,
    );
  });
}
