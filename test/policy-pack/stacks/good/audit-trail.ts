import { auditTrail } from "../audit-trail";
import { type GoodStack } from "../stack";

export const stack: GoodStack = {
  description: "An audit trail with a bucket, a log group and an alarm on reads of a secret",
  program: () => {
    auditTrail("audit");
  },
};
