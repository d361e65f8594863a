import { auditTrail } from "../audit-trail";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Maintain audit logs",
  refusedBy: ["trail-bucket-requires-tls"],
  program: (name) => {
    auditTrail(name, { bucketStatements: { tlsOnly: undefined } });
  },
};
