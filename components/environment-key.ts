import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type Environment } from "../naming";
import { type AwsContext } from "./aws-context";
import { keyPolicyStatements } from "./key-policy";
import { policyDocument } from "./policy-document";
import { requireFit } from "./policy-size";

export interface EnvironmentKeyArgs {
  environment: Environment;
  /** ARNs of those who come through the wall around the key. Without it there is none. */
  wall?: pulumi.Input<string>[] | undefined;
  /** Protects the key from deletion, and keeps it should it leave the program all the same. */
  deletionProtection: boolean;
  tags: Record<string, string>;
}

/** A Region that an environment's secrets are replicated to, and the key that encrypts them there. */
export interface Replica {
  /** For example `eu-central-1`. */
  region: string;
  keyArn: pulumi.Output<string>;
}

/** The key that encrypts an environment's secrets, logs and alerts. */
export function createEnvironmentKey(
  name: string,
  args: EnvironmentKeyArgs,
  context: AwsContext,
  opts: pulumi.CustomResourceOptions,
): aws.kms.Key {
  return createKey(`${name}-key`, args, context, {}, opts);
}

/**
 * A key in each Region that the secrets are replicated to. Each has material of its own: Secrets Manager decrypts with the one key
 * and encrypts with the other, so that a key of several Regions would only be more to lose at once.
 */
export function createReplicaKeys(
  name: string,
  regions: readonly string[],
  args: EnvironmentKeyArgs,
  context: AwsContext,
  opts: pulumi.CustomResourceOptions,
): Replica[] {
  return regions.map((region) => {
    const there = { ...context, region: pulumi.output(region) };
    const key = createKey(`${name}-key-${region}`, args, there, { region }, opts);
    return { region, keyArn: key.arn };
  });
}

function createKey(
  name: string,
  { environment, wall, deletionProtection, tags }: EnvironmentKeyArgs,
  context: AwsContext,
  place: { region?: string },
  opts: pulumi.CustomResourceOptions,
): aws.kms.Key {
  const policy = policyDocument(keyPolicyStatements(context, environment, wall));
  const remedy = "name fewer access.administrators, or declare fewer services in the stack";
  requireFit(policy, { kind: "key", name: `the policy of the key of ${environment}`, remedy });
  const key = new aws.kms.Key(
    name,
    {
      ...place,
      description: `Secrets, logs and alerts of ${environment}`,
      policy,
      enableKeyRotation: true,
      deletionWindowInDays: deletionProtection ? 30 : 7,
      tags,
    },
    { ...opts, protect: deletionProtection, retainOnDelete: deletionProtection },
  );
  new aws.kms.Alias(name, { ...place, name: keyAliasName(environment), targetKeyId: key.keyId }, opts);
  return key;
}

/** The alias of an environment's key, the same in every Region. */
export function keyAliasName(environment: Environment): string {
  return `alias/${pulumi.getProject()}-${environment}`;
}
