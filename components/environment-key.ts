import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { knownArn } from "./known-arn";
import { policyDocument, type ResourceStatement } from "./policy-document";
import { requireFit } from "./policy-size";

export interface EnvironmentKeyArgs {
  /** Name of the stack, which the key's alias ends in. */
  stack: string;
  /** What it encrypts. */
  description: string;
  /** Who may use it. */
  statements: ResourceStatement[];
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

/**
 * The customer-managed key of a stack, with an alias.
 *
 * @returns its ARN
 * @throws pulumi.RunError, at preview, for more principals behind the wall than fit into the key's policy.
 */
export function createEnvironmentKey(
  name: string,
  args: EnvironmentKeyArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  return createKey(`${name}-key`, args, {}, opts);
}

/**
 * A key in each Region that the secrets are replicated to. Each has material of its own: Secrets Manager decrypts with the one key
 * and encrypts with the other, so that a key of several Regions would only be more to lose at once.
 *
 * @param statementsIn who may use the key of a Region
 */
export function createReplicaKeys(
  name: string,
  regions: readonly string[],
  args: Omit<EnvironmentKeyArgs, "statements">,
  statementsIn: (region: string) => ResourceStatement[],
  opts: pulumi.CustomResourceOptions,
): Replica[] {
  return regions.map((region) => {
    const there = { ...args, statements: statementsIn(region) };
    return { region, keyArn: createKey(`${name}-key-${region}`, there, { region }, opts) };
  });
}

function createKey(
  name: string,
  { stack, description, statements, deletionProtection, tags }: EnvironmentKeyArgs,
  place: { region?: string },
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const policy = policyDocument(statements);
  const remedy = "name fewer access.administrators, or declare fewer services in the stack";
  requireFit(policy, { kind: "key", name: `the policy of the key of ${stack}`, remedy });
  const key = new aws.kms.Key(
    name,
    {
      ...place,
      description,
      policy,
      enableKeyRotation: true,
      deletionWindowInDays: deletionProtection ? 30 : 7,
      tags,
    },
    { ...opts, protect: deletionProtection, retainOnDelete: deletionProtection },
  );
  new aws.kms.Alias(name, { ...place, name: keyAliasName(stack), targetKeyId: key.keyId }, opts);
  return knownArn(key.arn, `the key of ${stack}${place.region === undefined ? "" : ` in ${place.region}`}`);
}

/** The alias of a stack's key. An environment's is the same in every Region. */
export function keyAliasName(stack: string): string {
  return `alias/${pulumi.getProject()}-${stack}`;
}
