import { auditTrail } from "../audit-trail";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Monitor secret access",
  refusedBy: ["alert-topic-uses-customer-managed-key"],
  program: (name) => {
    auditTrail(name, { topic: { kmsMasterKeyId: "alias/aws/sns" } });
  },
};
