import { awsFoundationalSecurity } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { judgeText } from "../judge-text";

export const trailCoversEveryRegion = inputPolicy({
  name: "trail-covers-every-region",
  description:
    "A trail records the calls of every region, those of global services such as IAM and STS included, so that nobody reads a secret or its replica unseen from elsewhere.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Set the trail's isMultiRegionTrail to true, and leave includeGlobalServiceEvents out, or set it to true.",
  framework: awsFoundationalSecurity(
    "CloudTrail.1",
    "CloudTrail should be enabled and configured with at least one multi-Region trail that includes read and write management events",
  ),
  inspect: {
    "aws:cloudtrail/trail:Trail": (trail) => [
      ...judgeText(trail, "isMultiRegionTrail", at("isMultiRegionTrail"), (value) =>
        value === "true" ? undefined : "is not true: set it, so that every region is recorded",
      ),
      ...judgeText(trail, "includeGlobalServiceEvents", at("includeGlobalServiceEvents"), (value) =>
        value === "false" ? "is false: leave it out, so that calls of IAM and STS are recorded" : undefined,
      ),
    ],
  },
});

function at(property: string) {
  return { place: property, property };
}
