import { awsSecurityHub } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { notKnown, readProperty, type Value } from "../known-values";
import { inspectBuckets, isTrailBucket, partsOf } from "../trail-buckets";

const blockType = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const settings = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

export const trailBucketIsClosed = inputPolicy({
  name: "trail-bucket-is-closed",
  description:
    "The bucket of a trail blocks public access, so that no policy or access control list can show the trail's files to everyone.",
  enforcementLevel: "mandatory",
  severity: "high",
  remediationSteps: `Make an aws.s3.BucketPublicAccessBlock for the bucket with ${settings.join(", ")} set to true.`,
  framework: awsSecurityHub(
    "CloudTrail.6",
    "Ensure the S3 bucket used to store CloudTrail logs is not publicly accessible",
  ),
  inspect: inspectBuckets("public access block", "bucket"),
  settle: (_doubt, _origins, { resource, resources }) => {
    if (!isTrailBucket(resource, resources)) return undefined;
    const blocks = partsOf(resource, resources, blockType);
    const open = settings.filter((setting) =>
      blocks.every(({ props }) => !mayBeTrue(readProperty(props, setting))),
    );
    if (open.length === 0) return undefined;
    return {
      fault: `nothing sets ${open.join(", ")} for this bucket of a trail: set it to true in a BucketPublicAccessBlock`,
    };
  },
});

function mayBeTrue(value: Value): boolean {
  return value === true || value === notKnown;
}
