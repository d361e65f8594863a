import { auditTrail } from "../audit-trail";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Monitor secret access",
  refusedBy: ["topic-subscription-uses-tls"],
  program: (name) => {
    auditTrail(name, { subscription: { protocol: "http", endpoint: "http://alerts.example.com/secrets" } });
  },
};
