import { awsFoundationalSecurity } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { judgeText } from "../judge-text";

const property = "enableLogFileValidation";

export const trailFilesAreValidated = inputPolicy({
  name: "trail-files-are-validated",
  description:
    "A trail signs what it writes, so that a file that someone changed or removed later can be told.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps:
    "Set the trail's enableLogFileValidation to true, and check files with aws cloudtrail validate-logs.",
  framework: awsFoundationalSecurity("CloudTrail.4", "CloudTrail log file validation should be enabled"),
  inspect: {
    "aws:cloudtrail/trail:Trail": (trail) =>
      judgeText(trail, property, { place: property, property }, (value) =>
        value === "true" ? undefined : "is not true: set it, so that changed files can be told",
      ),
  },
});
