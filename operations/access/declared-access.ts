import { z } from "zod";

import { environments } from "../../naming";

/** A policy document as IAM takes it, read when it is evaluated. */
const document = z.unknown();
const policy = z.strictObject({ name: z.string(), document });

/** What one stack's program declares of who may do what. */
const declaredStack = z.strictObject({
  environment: z.enum(environments),
  /** 12 digits. */
  account: z.string(),
  partition: z.string(),
  region: z.string(),
  /** Ending of the names under which AWS services call each other, such as `amazonaws.com`. */
  dnsSuffix: z.string(),
  secrets: z.array(
    z.strictObject({
      name: z.string(),
      arn: z.string(),
      /** ARN of the key that encrypts it. */
      keyArn: z.string(),
      tags: z.record(z.string(), z.string()),
      /** ARN of the function that rotates it. */
      rotationFunctionArn: z.string().optional(),
      policy: document.optional(),
    }),
  ),
  keys: z.array(z.strictObject({ arn: z.string(), policy: document })),
  /** The roles that the stack makes. */
  roles: z.array(
    z.strictObject({
      name: z.string(),
      arn: z.string(),
      trust: document,
      policies: z.array(policy),
      /** The managed policies that are attached to it, and not made by the stack. */
      attachedPolicyArns: z.array(z.string()).optional(),
      permissionsBoundaryArn: z.string().optional(),
    }),
  ),
  /** The managed policies that the stack attaches to another stack's roles, by the role's name. */
  grants: z.array(z.strictObject({ role: z.string(), policy })).optional(),
  /** The managed policies that the stack makes for people. */
  managedPolicies: z.array(policy),
  /** Those who come through the wall: ARNs, with `*` and `?` as wildcards. */
  administrators: z.array(z.string()),
  /** Those whose reads of secrets are declared, beside the stack's own roles: ARNs, with `*` and `?` as wildcards. */
  readers: z.array(z.string()),
  /** Name of the log group that the audit trail is delivered to. */
  trailLogGroupName: z.string(),
});

export type DeclaredStack = z.infer<typeof declaredStack>;

/** What all stacks of the project declare. */
export const declaredAccessSchema = z.array(declaredStack);
