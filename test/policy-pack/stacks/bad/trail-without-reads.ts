import { auditTrail } from "../audit-trail";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Monitor secret access",
  refusedBy: ["trail-records-secret-reads"],
  program: (name) => {
    auditTrail(name, {
      trail: { eventSelectors: [{ readWriteType: "WriteOnly", includeManagementEvents: true }] },
    });
  },
};
