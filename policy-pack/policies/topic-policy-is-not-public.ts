import { awsFoundationalSecurity } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { topicPolicies } from "../policy-documents";
import { inspectPublicStatements } from "../public-statements";

export const topicPolicyIsNotPublic = inputPolicy({
  name: "topic-policy-is-not-public",
  description:
    "A topic's policy allows nothing to everyone, unless a condition leaves known callers only: alerts say much about secrets, and false ones hide the true.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "In Principal, name services, accounts or roles; or limit the statement by aws:SourceAccount, aws:SourceArn or aws:PrincipalOrgID.",
  framework: awsFoundationalSecurity("SNS.4", "SNS topic access policies should not allow public access"),
  inspect: inspectPublicStatements(topicPolicies),
});
