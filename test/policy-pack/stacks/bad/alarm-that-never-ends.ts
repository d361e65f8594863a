import { auditTrail } from "../audit-trail";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Monitor secret access",
  refusedBy: ["alarm-decides-on-missing-data"],
  program: (name) => {
    auditTrail(name, { alarm: { treatMissingData: undefined } });
  },
};
