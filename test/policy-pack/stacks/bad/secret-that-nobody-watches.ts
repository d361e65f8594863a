import { auditTrail } from "../audit-trail";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Monitor secret access",
  refusedBy: ["secret-access-is-watched"],
  program: (name) => {
    auditTrail(name, { secretId: "*:secret:web-prod-api-keys-*" });
  },
};
