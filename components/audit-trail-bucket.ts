import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { policyDocument, type ResourceStatement } from "./policy-document";

export interface AuditTrailBucketArgs {
  accountId: pulumi.Input<string>;
  /** ARN that the trail will have. */
  trailArn: pulumi.Input<string>;
  keyArn: pulumi.Input<string>;
  /** Days that files are kept. */
  retentionInDays: number;
  /** Days in which nobody can delete a file. Without them, whoever may administer the bucket can. */
  objectLockInDays?: number | undefined;
  deletionProtection: boolean;
  tags: Record<string, string>;
}

/** Days after which a superseded version of a file goes; no file of a trail is ever superseded in the ordinary course. */
const noncurrentDays = 30;

/** The bucket that a trail writes its files to, and nobody else. */
export class AuditTrailBucket extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  /** What must be in force before a trail writes. */
  readonly policy: aws.s3.BucketPolicy;

  constructor(name: string, args: AuditTrailBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    const { retentionInDays, objectLockInDays, deletionProtection, tags } = args;
    super(
      "secret-backed-services:components:AuditTrailBucket",
      name,
      { retentionInDays, objectLockInDays, deletionProtection },
      opts,
    );
    const bucket = new aws.s3.Bucket(
      name,
      { forceDestroy: !deletionProtection, objectLockEnabled: objectLockInDays !== undefined, tags },
      { parent: this, protect: deletionProtection, retainOnDelete: deletionProtection },
    );
    const childOptions = { parent: this };
    const closed = lockDown(name, bucket, args, childOptions);
    expireFiles(name, bucket, args, childOptions);
    const statements = bucketStatements(bucket.arn, args);
    this.policy = new aws.s3.BucketPolicy(
      name,
      { bucket: bucket.bucket, policy: policyDocument(statements) },
      { parent: this, dependsOn: [closed] },
    );
    this.bucketName = bucket.bucket;
    // The policies read the statements here as long as the bucket's ARN, and so the policy, is not known.
    this.registerOutputs({ bucketName: this.bucketName, statements });
  }
}

/** Nothing in the bucket can be public, is owned by someone else, or lies there in plain text; what is overwritten stays. */
function lockDown(
  name: string,
  { bucket }: aws.s3.Bucket,
  { keyArn }: AuditTrailBucketArgs,
  opts: pulumi.CustomResourceOptions,
): aws.s3.BucketPublicAccessBlock {
  new aws.s3.BucketVersioning(name, { bucket, versioningConfiguration: { status: "Enabled" } }, opts);
  const applyServerSideEncryptionByDefault = { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn };
  new aws.s3.BucketServerSideEncryptionConfiguration(
    name,
    { bucket, rules: [{ applyServerSideEncryptionByDefault, bucketKeyEnabled: true }] },
    opts,
  );
  new aws.s3.BucketOwnershipControls(
    name,
    { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    opts,
  );
  const closed = {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  };
  return new aws.s3.BucketPublicAccessBlock(name, { bucket, ...closed }, opts);
}

function expireFiles(
  name: string,
  { bucket }: aws.s3.Bucket,
  { retentionInDays, objectLockInDays }: AuditTrailBucketArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  new aws.s3.BucketLifecycleConfiguration(
    name,
    {
      bucket,
      rules: [
        {
          id: "expire",
          status: "Enabled",
          filter: { prefix: "" },
          expiration: { days: retentionInDays },
          noncurrentVersionExpiration: { noncurrentDays },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        },
      ],
    },
    opts,
  );
  if (objectLockInDays === undefined) return;
  const defaultRetention = { mode: "COMPLIANCE", days: objectLockInDays };
  new aws.s3.BucketObjectLockConfiguration(name, { bucket, rule: { defaultRetention } }, opts);
}

/** What CloudTrail needs, for this one trail only, and TLS for everyone. */
function bucketStatements(
  bucketArn: pulumi.Input<string>,
  { accountId, trailArn }: AuditTrailBucketArgs,
): ResourceStatement[] {
  const principals = { Service: ["cloudtrail.amazonaws.com"] };
  const fromTrail = { "aws:SourceArn": trailArn };
  return [
    {
      sid: "TrailChecksBucket",
      effect: "Allow",
      principals,
      actions: ["s3:GetBucketAcl"],
      resources: [bucketArn],
      conditions: { StringEquals: fromTrail },
    },
    {
      sid: "TrailWritesFiles",
      effect: "Allow",
      principals,
      actions: ["s3:PutObject"],
      resources: [pulumi.interpolate`${bucketArn}/AWSLogs/${accountId}/*`],
      conditions: { StringEquals: { ...fromTrail, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
    {
      sid: "TlsOnly",
      effect: "Deny",
      principals: { AWS: ["*"] },
      actions: ["s3:*"],
      resources: [bucketArn, pulumi.interpolate`${bucketArn}/*`],
      conditions: { Bool: { "aws:SecureTransport": "false" } },
    },
  ];
}
