import { z } from "zod";

const principalArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:iam::\d{12}:(root|(role|user)\/[\w+=,.@/*?-]+)$/,
    "must be the ARN of an IAM role or user, or of the account's root",
  );

const developers = z
  .strictObject({
    roles: z
      .array(z.string().min(1).max(64))
      .default([])
      .describe("Names of IAM roles that get the policy. Default none."),
    groups: z
      .array(z.string().min(1).max(128))
      .default([])
      .describe("Names of IAM groups that get it. Default none."),
    requireMfa: z
      .boolean()
      .default(false)
      .describe("Whether only sessions with multi-factor authentication may use it. Default false."),
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
      .array(principalArn)
      .min(1)
      .describe("ARNs of the roles and users that may take the role on, with multi-factor authentication."),
  })
  .describe(
    "A role for reading and updating prod's secrets in an emergency, for an hour at a time. Prod only.",
  );

/** Who gets at a stack's secrets, beside the services themselves. */
export const accessSchema = z
  .strictObject({
    rolePath: z
      .string()
      .regex(/^\/([\w.,+@=-]+\/)*$/, "must begin and end with a slash")
      .default("/")
      .describe('IAM path of the stack\'s roles and policies. Default "/".'),
    permissionsBoundaryArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/, "must be an IAM policy's ARN")
      .optional()
      .describe("Policy that bounds what the stack's roles may do. Default none."),
    administrators: z
      .array(principalArn)
      .default([])
      .describe(
        "ARNs, with * and ? as wildcards, of those who come through the wall around prod's secrets: administrators, and the role that deploys. Prod only, where it must not be empty.",
      ),
    developers: developers.optional(),
    breakGlass: breakGlass.optional(),
  })
  .describe("Who gets at the stack's secrets, beside the services themselves.");
