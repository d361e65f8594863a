import { nist80053 } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { repositoryPolicies } from "../policy-documents";
import { inspectPublicStatements } from "../public-statements";

export const imageRepositoryIsNotPublic = inputPolicy({
  name: "image-repository-is-not-public",
  description:
    "A repository's or registry's policy allows nothing to everyone, unless a condition leaves known callers only, and no repository is in the public registry.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "In Principal, name the accounts or roles that pull and push; or limit the statement by aws:PrincipalOrgID. Keep images that everyone may have in a stack of their own.",
  framework: nist80053("AC-3", "Access Enforcement"),
  inspect: {
    ...inspectPublicStatements(repositoryPolicies),
    "aws:ecrpublic/repository:Repository": () => [
      { fault: "everyone can pull from a repository of the public registry: make it an aws.ecr.Repository" },
    ],
  },
});
