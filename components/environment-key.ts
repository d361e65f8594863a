import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

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

/**
 * The customer-managed key of a stack, with an alias.
 *
 * @throws pulumi.RunError, at preview, for more principals behind the wall than fit into the key's policy.
 */
export function createEnvironmentKey(
  name: string,
  { stack, description, statements, deletionProtection, tags }: EnvironmentKeyArgs,
  opts: pulumi.CustomResourceOptions,
): aws.kms.Key {
  const policy = policyDocument(statements);
  const remedy = "name fewer access.administrators, or declare fewer services in the stack";
  requireFit(policy, { kind: "key", name: `the policy of the key of ${stack}`, remedy });
  const key = new aws.kms.Key(
    `${name}-key`,
    { description, policy, enableKeyRotation: true, deletionWindowInDays: deletionProtection ? 30 : 7, tags },
    { ...opts, protect: deletionProtection, retainOnDelete: deletionProtection },
  );
  new aws.kms.Alias(
    `${name}-key`,
    { name: `alias/${pulumi.getProject()}-${stack}`, targetKeyId: key.keyId },
    opts,
  );
  return key;
}
