import { nist80053 } from "../frameworks";
import { isLimited, toKnownSources } from "../iam-conditions";
import { type AllowStatement, statementsOf } from "../iam-statements";
import { type Finding, inputPolicy } from "../input-policy";
import { notKnown, textOf } from "../known-values";
import { inspectPublicStatement } from "../public-statements";
import { bucketPoliciesOf, inspectBuckets, isTrailBucket, isUnknown } from "../trail-buckets";

export const trailBucketAdmitsItsTrailOnly = inputPolicy({
  name: "trail-bucket-admits-its-trail-only",
  description:
    "The policy of a trail's bucket lets CloudTrail write for the trails of known accounts only, and allows nothing to everyone. Otherwise anyone's trail could write files there that look like one's own.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps:
    "Limit each statement for cloudtrail.amazonaws.com by aws:SourceArn, the trail's ARN, and name principals in the others.",
  framework: nist80053("AU-9", "Protection of Audit Information"),
  inspect: inspectBuckets("bucket policy", "policy"),
  settle: ({ doubt, property }, _origins, { resource, resources }) => {
    if (!isTrailBucket(resource, resources)) return undefined;
    const documents = bucketPoliciesOf(resource, resources);
    const findings = documents.flatMap((document) => statementsOf(document)).flatMap(findingsOf);
    const fault = findings.find((finding) => "fault" in finding);
    if (fault) return { fault: `the policy of this bucket of a trail, ${fault.fault}` };
    return documents.some(isUnknown) || findings.length > 0 ? { doubt, property } : undefined;
  },
});

function findingsOf(statement: AllowStatement): Finding[] {
  const { label, property, principals, conditions } = statement;
  const isForTrail = principals.some(({ type, value }) => {
    const text = textOf(value);
    return type.toLowerCase() === "service" && typeof text === "string" && text.startsWith("cloudtrail.");
  });
  if (!isForTrail) return inspectPublicStatement(statement);
  const limited = isLimited(conditions, toKnownSources);
  if (limited === true) return [];
  if (limited === notKnown) return [{ doubt: `${label}, conditions`, property }];
  return [{ fault: `${label} lets CloudTrail write for anyone's trail: limit it by aws:SourceArn` }];
}
