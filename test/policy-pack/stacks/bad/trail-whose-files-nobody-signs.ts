import { auditTrail } from "../audit-trail";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Maintain audit logs",
  refusedBy: ["trail-files-are-validated"],
  program: (name) => {
    auditTrail(name, { trail: { enableLogFileValidation: undefined } });
  },
};
