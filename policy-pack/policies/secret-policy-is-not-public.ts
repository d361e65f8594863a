import { nist80053 } from "../frameworks";
import { inputPolicy, type Inspect } from "../input-policy";
import { notKnown, valuesAt } from "../known-values";
import { secretPolicies } from "../policy-documents";
import { inspectPublicStatements } from "../public-statements";

const property = "blockPublicPolicy";
const publicStatements = inspectPublicStatements(secretPolicies);

/** What Secrets Manager itself would refuse, and what it does not see: a policy that is about to be changed by hand. */
const blocked: Inspect = (policy) => {
  const [value = false] = valuesAt(policy, property);
  if (value === notKnown) return [{ doubt: property, property }];
  return value === true || value === "true"
    ? []
    : [{ fault: `${property} is not true: set it, so that Secrets Manager refuses a policy for everyone` }];
};

export const secretPolicyIsNotPublic = inputPolicy({
  name: "secret-policy-is-not-public",
  description:
    "A secret's policy allows nothing to everyone, unless a condition leaves known callers only, and is put in place with blockPublicPolicy.",
  enforcementLevel: "mandatory",
  severity: "critical",
  remediationSteps:
    "In Principal, name the roles that may read the secret; or limit the statement by aws:PrincipalArn or aws:PrincipalOrgID. Set the SecretPolicy's blockPublicPolicy to true.",
  framework: nist80053("AC-3", "Access Enforcement"),
  inspect: {
    ...publicStatements,
    "aws:secretsmanager/secretPolicy:SecretPolicy": (inputs, context) => [
      ...(publicStatements["aws:secretsmanager/secretPolicy:SecretPolicy"]?.(inputs, context) ?? []),
      ...blocked(inputs, context),
    ],
  },
});
