import { auditTrail } from "../audit-trail";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Maintain audit logs",
  refusedBy: ["trail-uses-customer-managed-key"],
  program: (name) => {
    auditTrail(name, { trail: { kmsKeyId: undefined } });
  },
};
