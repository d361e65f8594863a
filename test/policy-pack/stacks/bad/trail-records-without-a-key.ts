import { auditTrail } from "../audit-trail";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Maintain audit logs",
  refusedBy: ["log-group-uses-customer-managed-key"],
  program: (name) => {
    auditTrail(name, { logGroup: { kmsKeyId: undefined } });
  },
};
