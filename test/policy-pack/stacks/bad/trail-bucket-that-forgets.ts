import { auditTrail } from "../audit-trail";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Maintain audit logs",
  refusedBy: ["trail-bucket-keeps-versions"],
  program: (name) => {
    auditTrail(name, { versioning: "Suspended" });
  },
};
