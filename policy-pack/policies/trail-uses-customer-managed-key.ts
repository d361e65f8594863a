import { awsFoundationalSecurity } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { notKnown, textAt } from "../known-values";

export const trailUsesCustomerManagedKey = inputPolicy({
  name: "trail-uses-customer-managed-key",
  description:
    "A trail's files are encrypted with a customer-managed KMS key, so that reading them takes more than reading the bucket.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps:
    "Set the trail's kmsKeyId to the ARN of a key whose policy lets cloudtrail.amazonaws.com encrypt for this trail.",
  framework: awsFoundationalSecurity("CloudTrail.2", "CloudTrail should have encryption at-rest enabled"),
  inspect: {
    // A key that is not known yet is one that the stack makes: that one is there is enough.
    "aws:cloudtrail/trail:Trail": (trail) => {
      const key = textAt(trail, "kmsKeyId") ?? "";
      return key === notKnown || key !== "" ? [] : [{ fault: "kmsKeyId is missing: set it to a key's ARN" }];
    },
  },
});
