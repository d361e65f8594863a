import { auditTrail } from "../audit-trail";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Maintain audit logs",
  refusedBy: ["trail-is-logging"],
  program: (name) => {
    auditTrail(name, { trail: { enableLogging: false } });
  },
};
