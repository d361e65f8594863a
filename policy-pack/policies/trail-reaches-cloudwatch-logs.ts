import { awsFoundationalSecurity } from "../frameworks";
import { type Finding, inputPolicy } from "../input-policy";
import { type Fields, textAt } from "../known-values";

export const trailReachesCloudwatchLogs = inputPolicy({
  name: "trail-reaches-cloudwatch-logs",
  description:
    "A trail delivers its records to CloudWatch Logs, within minutes, where metric filters count who reads a secret. In the bucket alone nobody notices.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Set the trail's cloudWatchLogsGroupArn to the log group's ARN with :* at its end, and cloudWatchLogsRoleArn to a role that may write there.",
  framework: awsFoundationalSecurity(
    "CloudTrail.5",
    "CloudTrail trails should be integrated with Amazon CloudWatch Logs",
  ),
  inspect: { "aws:cloudtrail/trail:Trail": findingsOf },
});

/** What is not known yet is there. */
function findingsOf(trail: Fields): Finding[] {
  const missing = ["cloudWatchLogsGroupArn", "cloudWatchLogsRoleArn"].filter(
    (property) => (textAt(trail, property) ?? "") === "",
  );
  if (missing.length === 0) return [];
  const subject = missing.length === 1 ? "is" : "are";
  return [
    { fault: `${missing.join(" and ")} ${subject} missing: name a log group, and a role that writes there` },
  ];
}
