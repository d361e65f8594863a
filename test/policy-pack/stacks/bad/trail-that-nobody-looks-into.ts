import { auditTrail } from "../audit-trail";
import { type BadStack } from "../stack";

export const stack: BadStack = {
  guideline: "Monitor secret access",
  refusedBy: ["trail-reaches-cloudwatch-logs"],
  program: (name) => {
    auditTrail(name, { trail: { cloudWatchLogsGroupArn: undefined, cloudWatchLogsRoleArn: undefined } });
  },
};
