import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { trailBucketAdmitsItsTrailOnly as policy } from "../../../policy-pack/policies/trail-bucket-admits-its-trail-only";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";
import { asProvider, trailBucket } from "../trails";

const arn = "arn:aws:cloudtrail:us-east-1:123456789012:trail/trail";
const write = {
  Sid: "Write",
  Effect: "Allow",
  Principal: { Service: "cloudtrail.amazonaws.com" },
  Action: "s3:PutObject",
  Resource: "arn:aws:s3:::trail-files/*",
};
const withPolicy =
  (...statements: unknown[]) =>
  () =>
    new aws.s3.BucketPolicy("files", {
      bucket: trailBucket().id,
      policy: pulumi.jsonStringify({ Statement: statements }),
    });
const forAnyone =
  'mandatory Bucket files: the policy of this bucket of a trail, statement "Write" lets CloudTrail write for anyone\'s trail: limit it by aws:SourceArn';

describe("trail-bucket-admits-its-trail-only", () => {
  it("accepts CloudTrail for trails of a known account, and named principals", async () => {
    const role = {
      ...write,
      Principal: { AWS: "arn:aws:iam::123456789012:role/auditor" },
      Action: "s3:GetObject",
    };
    for (const condition of [
      { StringEquals: { "aws:SourceArn": arn } },
      { ArnLike: { "AWS:SourceArn": "arn:aws:cloudtrail:*:123456789012:trail/*" } },
      { StringEquals: { "aws:SourceAccount": "123456789012" } },
    ])
      assert.deepEqual(await reports(policy, withPolicy({ ...write, Condition: condition }, role)), []);
  });

  it("refuses CloudTrail for whoever's trail", async () => {
    for (const Condition of [
      undefined,
      { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
      { StringLike: { "aws:SourceArn": "arn:aws:cloudtrail:*:*:trail/*" } },
    ])
      for (const options of [{}, asProvider])
        assert.deepEqual(await reports(policy, withPolicy({ ...write, Condition }), options), [forAnyone]);
  });

  it("refuses everyone", async () => {
    assert.deepEqual(
      await reports(policy, withPolicy({ ...write, Principal: "*", Action: "s3:GetObject" })),
      [
        'mandatory Bucket files: the policy of this bucket of a trail, statement "Write" allows everyone: name the principals, or limit it to known callers by aws:PrincipalArn or aws:PrincipalOrgID',
      ],
    );
  });

  it("leaves other buckets to those who own them", async () => {
    const program = () => {
      const { id } = new aws.s3.Bucket("files");
      new aws.s3.BucketPolicy("files", { bucket: id, policy: JSON.stringify({ Statement: [write] }) });
    };
    assert.deepEqual(await reports(policy, program), []);
  });

  it("leaves a policy that is not known yet undetermined, and decides it in the update", async () => {
    const program = () => withPolicy({ ...write, Resource: knownInUpdate("arn:aws:s3:::trail-files/*") })();
    assert.deepEqual(await reports(policy, program), [undetermined("Bucket files", "bucket policy")]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [forAnyone]);
  });
});
