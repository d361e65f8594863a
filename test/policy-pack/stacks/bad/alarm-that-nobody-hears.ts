import { auditTrail } from "../audit-trail";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Monitor secret access",
  refusedBy: ["alarm-reports-to-someone"],
  program: (name) => {
    auditTrail(name, { alarm: { alarmActions: [] } });
  },
};
