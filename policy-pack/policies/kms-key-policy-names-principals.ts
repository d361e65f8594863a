import { awsFoundationalSecurity } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { keyPolicies } from "../policy-documents";
import { inspectPublicStatements } from "../public-statements";

export const kmsKeyPolicyNamesPrincipals = inputPolicy({
  name: "kms-key-policy-names-principals",
  description: "A KMS key's policy allows nothing to everyone, unless a condition leaves known callers only.",
  enforcementLevel: "mandatory",
  severity: "critical",
  remediationSteps:
    "In Principal, name roles, services or the account's root, by which the account's IAM policies decide; or limit the statement by kms:CallerAccount, aws:PrincipalArn or aws:PrincipalOrgID. Conditions on the service or the transport, such as kms:ViaService and aws:SecureTransport, hold for everyone's requests.",
  framework: awsFoundationalSecurity("KMS.5", "KMS keys should not be publicly accessible"),
  inspect: inspectPublicStatements(keyPolicies),
});
