import { auditTrail } from "../audit-trail";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Monitor secret access",
  refusedBy: ["topic-policy-is-not-public"],
  program: (name) => {
    auditTrail(name, { publishers: { Principal: "*", Condition: undefined } });
  },
};
