import { auditTrail } from "../audit-trail";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Monitor secret access",
  refusedBy: ["metric-filter-default-has-no-dimensions"],
  program: (name) => {
    auditTrail(name, { filter: { defaultValue: "0", dimensions: { Caller: "$.userIdentity.arn" } } });
  },
};
