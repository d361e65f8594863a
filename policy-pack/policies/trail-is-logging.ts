import { awsSecurityHub } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { judgeText } from "../judge-text";

const property = "enableLogging";

export const trailIsLogging = inputPolicy({
  name: "trail-is-logging",
  description: "A trail is switched on: one that is not records nothing, and no alarm on it can go off.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps: "Leave the trail's enableLogging out, or set it to true.",
  framework: awsSecurityHub("CloudTrail.3", "At least one CloudTrail trail should be enabled"),
  inspect: {
    "aws:cloudtrail/trail:Trail": (trail) =>
      judgeText(trail, property, { place: property, property }, (value) =>
        value === "false" ? "is false: leave it out, so that the trail records" : undefined,
      ),
  },
});
