import { auditTrail } from "../audit-trail";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Maintain audit logs",
  refusedBy: ["trail-bucket-is-closed"],
  program: (name) => {
    auditTrail(name, { publicAccess: { blockPublicPolicy: false } });
  },
};
