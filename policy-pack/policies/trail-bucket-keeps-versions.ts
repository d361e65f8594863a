import { type PolicyResource } from "@pulumi/policy";

import { nist80053 } from "../frameworks";
import { inputPolicy } from "../input-policy";
import { notKnown, textAt, valuesAt } from "../known-values";
import { givenTo } from "../stack-resources";
import { inspectBuckets, isTrailBucket, partsOf } from "../trail-buckets";

const versioningTypes = [
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:s3/bucketVersioningV2:BucketVersioningV2",
];

export const trailBucketKeepsVersions = inputPolicy({
  name: "trail-bucket-keeps-versions",
  description:
    "The bucket of a trail keeps what is overwritten or deleted, so that nobody can remove a record of what they did for good.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps:
    "Make an aws.s3.BucketVersioning for the bucket whose versioningConfiguration has the status Enabled, or set its objectLockEnabled.",
  framework: nist80053("AU-9", "Protection of Audit Information"),
  inspect: inspectBuckets("versioning", "bucket"),
  settle: (_doubt, _origins, { resource, resources }) => {
    if (!isTrailBucket(resource, resources) || isLocked(resource)) return undefined;
    const parts = partsOf(resource, resources, ...versioningTypes);
    if ([resource, ...parts].some(isVersioned)) return undefined;
    return {
      fault:
        "nothing keeps versions of what is in this bucket of a trail: make a BucketVersioning for it with the status Enabled",
    };
  },
});

/** S3 keeps versions in a bucket with object lock. */
function isLocked(bucket: PolicyResource): boolean {
  const locked = givenTo(bucket, "objectLockEnabled");
  return locked === true || locked === notKnown;
}

/** By a resource of its own or, in older programs, by the bucket itself. What is not known yet is said. */
function isVersioned(resource: PolicyResource): boolean {
  const status = textAt(givenTo(resource, "versioningConfiguration"), "status");
  const [enabled] = valuesAt(givenTo(resource, "versioning"), "enabled");
  return status === "Enabled" || status === notKnown || enabled === true || enabled === notKnown;
}
