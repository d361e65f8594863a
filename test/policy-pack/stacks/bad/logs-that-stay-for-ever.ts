import { auditTrail } from "../audit-trail";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Maintain audit logs",
  refusedBy: ["log-group-expires"],
  program: (name) => {
    auditTrail(name, { logGroup: { retentionInDays: undefined } });
  },
};
