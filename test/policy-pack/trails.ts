import * as aws from "@pulumi/aws";

import { type OwnAnswers } from "../../local/offline/provider-answers";
import { unknown } from "../../local/offline/wire-values";

/** A trail that follows every guideline, whose parts are elsewhere; `overrides` says what is special about it. */
export function trail(overrides: Partial<aws.cloudtrail.TrailArgs> = {}): aws.cloudtrail.Trail {
  return new aws.cloudtrail.Trail("trail", {
    s3BucketName: "trail-files",
    isMultiRegionTrail: true,
    enableLogFileValidation: true,
    kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    cloudWatchLogsGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:trail:*",
    cloudWatchLogsRoleArn: "arn:aws:iam::123456789012:role/trail",
    ...overrides,
  });
}

/** A bucket that a trail writes into; `overrides` says what is special about it. */
export function trailBucket(overrides: Partial<aws.s3.BucketArgs> = {}): aws.s3.Bucket {
  const bucket = new aws.s3.Bucket("files", { bucket: "trail-files", ...overrides });
  trail({ s3BucketName: bucket.bucket });
  return bucket;
}

/** What the AWS provider does at first preview: what it computes of a bucket is unknown where the program gives nothing. */
export const asProvider: OwnAnswers = {
  newResource: ({ type, inputs }) => {
    if (type !== "aws:s3/bucket:Bucket") return {};
    const computed = ["policy", "versioning", "objectLockEnabled"].filter(
      (property) => !(property in inputs),
    );
    return Object.fromEntries(computed.map((property) => [property, unknown]));
  },
};
