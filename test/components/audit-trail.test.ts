import assert from "node:assert/strict";

import { AuditTrail, type AuditTrailArgs } from "../../components/audit-trail";
import { record } from "../../local/offline/recorder";
import { contextOf, parseDocument, textOf, typesAndNames } from "../support/components";
import { resourceOf, resourcesOf } from "../support/pulumi";

const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000000";
const trailArn = "arn:aws:cloudtrail:eu-west-1:123456789012:trail/secret-backed-services-prod";
const logGroup = "/aws/cloudtrail/secret-backed-services-prod";
const tags = { Environment: "prod" };

function recordTrail(overrides: Partial<AuditTrailArgs> = {}) {
  return record(
    () => {
      new AuditTrail("trail", {
        environment: "prod",
        context: contextOf("aws"),
        keyArn,
        roleSettings: { path: "/" },
        retentionInDays: 400,
        logRetentionInDays: 365,
        deletionProtection: true,
        tags,
        ...overrides,
      });
    },
    { config: { "aws:region": "eu-west-1" } },
  );
}

describe("AuditTrail", () => {
  it("records all regions, encrypted and so that its files can be proven complete, in files and in a log group", async () => {
    const recording = await recordTrail();
    assert.deepEqual(typesAndNames(recording.resources), [
      "aws:cloudtrail/trail:Trail trail",
      "aws:cloudwatch/logGroup:LogGroup trail",
      "aws:iam/role:Role trail",
      "aws:iam/rolePolicy:RolePolicy trail",
      "aws:s3/bucket:Bucket trail",
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration trail",
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls trail",
      "aws:s3/bucketPolicy:BucketPolicy trail",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock trail",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration trail",
      "aws:s3/bucketVersioning:BucketVersioning trail",
      "secret-backed-services:components:AuditTrail trail",
      "secret-backed-services:components:AuditTrailBucket trail",
      "secret-backed-services:components:ServiceRole trail",
    ]);
    const logs = resourceOf(recording, "aws:cloudwatch/logGroup:LogGroup");
    const trail = resourceOf(recording, "aws:cloudtrail/trail:Trail");
    assert.deepEqual(trail.inputs, {
      name: "secret-backed-services-prod",
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      kmsKeyId: keyArn,
      s3BucketName: resourceOf(recording, "aws:s3/bucketVersioning:BucketVersioning").inputs.bucket,
      cloudWatchLogsGroupArn: `arn:aws:logs:eu-west-1:123456789012:log-group:${logGroup}:*`,
      cloudWatchLogsRoleArn: resourceOf(recording, "aws:iam/role:Role").outputs.arn,
      tags,
    });
    assert.deepEqual(logs.inputs, { name: logGroup, retentionInDays: 365, kmsKeyId: keyArn, tags });
    const policies = ["aws:s3/bucketPolicy:BucketPolicy", "aws:iam/rolePolicy:RolePolicy"];
    for (const type of policies)
      assert.ok(trail.dependencies.includes(resourceOf(recording, type).urn), type);
  });

  it("lets CloudTrail write its own streams of the log group, for this trail only", async () => {
    const recording = await recordTrail();
    assert.deepEqual(parseDocument(resourceOf(recording, "aws:iam/role:Role").inputs.assumeRolePolicy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "TrailOfThisAccount",
          Effect: "Allow",
          Principal: { Service: ["cloudtrail.amazonaws.com"] },
          Action: ["sts:AssumeRole"],
          Condition: { StringEquals: { "aws:SourceAccount": "123456789012", "aws:SourceArn": trailArn } },
        },
      ],
    });
    assert.deepEqual(parseDocument(resourceOf(recording, "aws:iam/rolePolicy:RolePolicy").inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DeliverRecords",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: [
            `arn:aws:logs:eu-west-1:123456789012:log-group:${logGroup}:log-stream:123456789012_CloudTrail_eu-west-1*`,
          ],
        },
      ],
    });
  });

  it("keeps files in a bucket that is private, versioned, encrypted with the key, and writable by this trail only", async () => {
    const recording = await recordTrail();
    const inputsOf = (type: string) => {
      const { bucket, ...inputs } = resourceOf(recording, type).inputs;
      assert.equal(bucket, resourceOf(recording, "aws:s3/bucket:Bucket").outputs.bucket);
      return inputs;
    };
    assert.deepEqual(inputsOf("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"), {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    assert.deepEqual(inputsOf("aws:s3/bucketVersioning:BucketVersioning"), {
      versioningConfiguration: { status: "Enabled" },
    });
    assert.deepEqual(
      inputsOf("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"),
      {
        rules: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
            bucketKeyEnabled: true,
          },
        ],
      },
    );
    assert.deepEqual(inputsOf("aws:s3/bucketOwnershipControls:BucketOwnershipControls"), {
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    assert.deepEqual(inputsOf("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"), {
      rules: [
        {
          id: "expire",
          status: "Enabled",
          filter: { prefix: "" },
          expiration: { days: 400 },
          noncurrentVersionExpiration: { noncurrentDays: 30 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        },
      ],
    });
    const bucketArn = textOf(resourceOf(recording, "aws:s3/bucket:Bucket").outputs.arn);
    const cloudTrail = { Effect: "Allow", Principal: { Service: ["cloudtrail.amazonaws.com"] } };
    assert.deepEqual(parseDocument(resourceOf(recording, "aws:s3/bucketPolicy:BucketPolicy").inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "TrailChecksBucket",
          ...cloudTrail,
          Action: ["s3:GetBucketAcl"],
          Resource: [bucketArn],
          Condition: { StringEquals: { "aws:SourceArn": trailArn } },
        },
        {
          Sid: "TrailWritesFiles",
          ...cloudTrail,
          Action: ["s3:PutObject"],
          Resource: [`${bucketArn}/AWSLogs/123456789012/*`],
          Condition: {
            StringEquals: { "aws:SourceArn": trailArn, "s3:x-amz-acl": "bucket-owner-full-control" },
          },
        },
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: { AWS: ["*"] },
          Action: ["s3:*"],
          Resource: [bucketArn, `${bucketArn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  it("locks files against everyone where that is declared", async () => {
    const type = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
    assert.deepEqual(resourcesOf(await recordTrail(), type), []);
    const recording = await recordTrail({ objectLockInDays: 90 });
    assert.equal(resourceOf(recording, "aws:s3/bucket:Bucket").inputs.objectLockEnabled, true);
    assert.deepEqual(resourceOf(recording, type).inputs.rule, {
      defaultRetention: { mode: "COMPLIANCE", days: 90 },
    });
  });

  it("protects files and records where deletion protection is on, and lets both go otherwise", async () => {
    for (const deletionProtection of [true, false]) {
      const recording = await recordTrail({ deletionProtection });
      const bucket = resourceOf(recording, "aws:s3/bucket:Bucket");
      const logs = resourceOf(recording, "aws:cloudwatch/logGroup:LogGroup");
      assert.equal(bucket.inputs.forceDestroy, !deletionProtection);
      for (const { options } of [bucket, logs]) {
        const kept = [options.protect === true, options.retainOnDelete === true];
        assert.deepEqual(kept, [deletionProtection, deletionProtection]);
      }
    }
  });
});
