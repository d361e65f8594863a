import { z } from "zod";

import { isPartName } from "../naming";
import { policyArn } from "./access-schema";

const createProvider = z
  .boolean()
  .default(true)
  .describe(
    "Whether this stack makes the account's identity provider for these tokens. An account has only one: false where another stack or team has made it. Default true.",
  );

const github = z
  .strictObject({
    repository: z
      .string()
      .regex(
        /^[\w.-]+(@\d+)?\/[\w.-]+(@\d+)?$/,
        "must be owner/name, as the subject claim of the repository's tokens spells it, without wildcards",
      )
      .describe(
        "Repository whose workflows act as the roles: owner/name, as the subject claim of its tokens spells it, with the IDs that it may hold.",
      ),
    createProvider,
  })
  .describe(
    "GitHub Actions: jobs in the GitHub environment named like the stack deploy, those in <stack>-preview preview.",
  );

const pulumiCloud = z
  .strictObject({
    organization: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9_-]*$/,
        "must be the organization's name in lower case, as in app.pulumi.com/<name>",
      )
      .describe("Organization of Pulumi Cloud that the stack is in."),
    createProvider,
  })
  .describe("Pulumi Cloud: deployments of this stack.");

const partName = z
  .string()
  .refine(isPartName, "must be the name of a part, such as payments for the stack prod-payments");

/** Who deploys a stack without a stored credential. */
export const deliverySchema = z
  .strictObject({
    deployPolicyArns: z
      .array(policyArn)
      .min(1)
      .max(10)
      .describe(
        "ARNs of the IAM policies that say what a deployment may do: 1 to 10. An administrator makes them beforehand.",
      ),
    deployPermissionsBoundaryArn: policyArn
      .optional()
      .describe("Policy that bounds what a deployment may do. Default access.permissionsBoundaryArn."),
    github: github.optional(),
    pulumiCloud: pulumiCloud.optional(),
    parts: z
      .array(partName)
      .default([])
      .describe(
        "Parts of the environment whose stacks are deployed with the same roles: payments for prod-payments. Default none.",
      ),
  })
  .describe("Roles for a pipeline that deploys the stack by OpenID Connect. Default none.");
