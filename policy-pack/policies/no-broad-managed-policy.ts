import { awsFoundationalSecurity } from "../frameworks";
import { type Context, type Finding, inputPolicy, type Inspect } from "../input-policy";
import { type Fields, notKnown, textOf, valuesAt } from "../known-values";
import { parseArn } from "../secret-arn";

export const noBroadManagedPolicy = inputPolicy({
  name: "no-broad-managed-policy",
  description:
    "No role, user or group has a policy of AWS that makes it an administrator of the account, of IAM or of all secrets.",
  enforcementLevel: "mandatory",
  severity: "critical",
  remediationSteps:
    "Detach the policy, and write one that allows the actions and resources needed. A policy of AWS for everything of a service also lets in what is added to the service or to the account later.",
  framework: awsFoundationalSecurity(
    "IAM.1",
    'IAM policies should not allow full "*" administrative privileges',
  ),
  configSchema: {
    properties: {
      managedPolicies: {
        type: "array",
        items: { type: "string" },
        default: ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess", "SecretsManagerReadWrite"],
        description: "Names of the policies of AWS that must not be attached.",
      },
    },
  },
  inspect: {
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": attached("policyArn"),
    "aws:iam/userPolicyAttachment:UserPolicyAttachment": attached("policyArn"),
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": attached("policyArn"),
    "aws:iam/policyAttachment:PolicyAttachment": attached("policyArn"),
    "aws:iam/role:Role": attached("managedPolicyArns"),
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": attached("policyArns"),
    "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": attached("policyArns"),
    "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": attached("policyArns"),
  },
  // A policy that the stack makes is judged by its own statements.
  settle: (doubt, origins) =>
    origins.some(({ type }) => type === "aws:iam/policy:Policy") ? undefined : doubt,
});

function attached(property: string): Inspect {
  return (inputs: Fields, { config }: Context): Finding[] =>
    valuesAt(inputs, property).flatMap((value): Finding[] => {
      const arn = textOf(value);
      if (arn === notKnown) return [{ doubt: property, property }];
      const name = arn === undefined ? undefined : nameOfAwsPolicy(arn);
      if (name === undefined || !valuesAt(config, "managedPolicies").includes(name)) return [];
      return [
        {
          fault: `${property} attaches ${name}, a policy of AWS that allows too much: write one for the need`,
        },
      ];
    });
}

/** Name of a policy of AWS, without its path; a customer's policy of the same name is another one. */
function nameOfAwsPolicy(arn: string): string | undefined {
  const { service, account, resource } = parseArn(arn) ?? {};
  return service === "iam" && account === "aws" ? resource?.split("/").at(-1) : undefined;
}
