import { auditTrail } from "../audit-trail";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Maintain audit logs",
  refusedBy: ["trail-covers-every-region"],
  program: (name) => {
    auditTrail(name, { trail: { isMultiRegionTrail: false } });
  },
};
