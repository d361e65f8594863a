import { auditTrail } from "../audit-trail";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Maintain audit logs",
  refusedBy: ["trail-bucket-admits-its-trail-only"],
  program: (name) => {
    auditTrail(name, {
      bucketStatements: {
        write: {
          Effect: "Allow",
          Principal: { Service: "cloudtrail.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: `arn:aws:s3:::${name}-audit-files/*`,
        },
      },
    });
  },
};
