import { z } from "zod";

/** The ARN of a role, user or root, with `*` and `?` as wildcards. */
export const principalPattern = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:iam::\d{12}:(root|(role|user)\/[\w+=,.@/*?-]+)$/,
    "must be the ARN of an IAM role or user, such as arn:aws:iam::111122223333:role/administrator, or of the account's root",
  );

/**
 * Only a user's call can carry multi-factor authentication: the session of a role never does
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html).
 * Trust policies take no wildcards in a principal's ARN.
 */
const userArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:iam::\d{12}:user\/[\w+=,.@/-]+$/,
    "must be the ARN of one IAM user, such as arn:aws:iam::111122223333:user/ann, without wildcards: a role's session has no multi-factor authentication",
  );

/** The ARN of a managed policy, AWS's own or an account's. */
export const policyArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/,
    "must be the ARN of an IAM policy, such as arn:aws:iam::111122223333:policy/boundary",
  );

const name = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w+=,.@-]+$/, "must be a name, not an ARN, without path");

const developers = z
  .strictObject({
    roles: z.array(name(64)).default([]).describe("Names of IAM roles that get the policy. Default none."),
    groups: z.array(name(128)).default([]).describe("Names of IAM groups that get it. Default none."),
    requireMfa: z
      .boolean()
      .default(false)
      .describe(
        "Whether only users with multi-factor authentication may use it, by way of their groups. Default false.",
      ),
    maxMfaAge: z
      .int()
      .min(900)
      .max(129600)
      .optional()
      .describe(
        "Seconds since multi-factor authentication after which it no longer counts. Default no limit.",
      ),
  })
  .describe("A managed policy for reading and updating the secrets of test or stage. Never in prod.");

const breakGlass = z
  .strictObject({
    principals: z
      .array(userArn)
      .min(1)
      .describe("ARNs of the IAM users who may take the role on, with multi-factor authentication."),
  })
  .describe(
    "A role for reading and updating prod's secrets in an emergency, for an hour at a time. Prod only.",
  );

/** Who gets at a stack's secrets, beside the services themselves. */
export const accessSchema = z.strictObject({
  rolePath: z
    .string()
    .max(512)
    .regex(
      /^\/([\w.,+@=-]+\/)*$/,
      'must begin and end with a slash and hold names of letters, digits and _+=,.@- between, such as "/services/"',
    )
    .default("/")
    .describe('IAM path of the stack\'s roles and policies. Default "/".'),
  permissionsBoundaryArn: policyArn
    .optional()
    .describe("Policy that bounds what the stack's roles may do. Default none."),
  administrators: z
    .array(principalPattern)
    .default([])
    .describe(
      "ARNs, with * and ? as wildcards, of those who come through the wall around prod's secrets: administrators, and the role that deploys. Prod only, where it must not be empty.",
    ),
  developers: developers.optional(),
  breakGlass: breakGlass.optional(),
});
