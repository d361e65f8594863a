import { nist80053 } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { notKnown, textAt } from "../known-values";
import { isAlias } from "../secret-arn";

const awsManagedAlias = "alias/aws/secretsmanager";

export const secretUsesCustomerManagedKey = inputPolicy({
  name: "secret-uses-customer-managed-key",
  description:
    "A secret is encrypted with a customer-managed KMS key, whose policy says who may decrypt it, and not with the account's AWS-managed key.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps: "Set the secret's kmsKeyId to the ARN of the environment's own KMS key.",
  framework: nist80053("SC-28(1)", "Protection of Information at Rest: Cryptographic Protection"),
  inspect: {
    // A key that is not known yet is one that the stack makes: that one is there is enough.
    "aws:secretsmanager/secret:Secret": (secret) => {
      const key = textAt(secret, "kmsKeyId");
      if (key === notKnown) return [];
      if (key === undefined || key === "")
        return [{ fault: `kmsKeyId is missing: set it to the ARN of the environment's own KMS key` }];
      if (!isAlias(key, awsManagedAlias)) return [];
      return [
        {
          fault: `kmsKeyId is ${awsManagedAlias}, the AWS-managed key: set it to the ARN of the environment's own KMS key`,
        },
      ];
    },
  },
});
