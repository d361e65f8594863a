import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { AuditTrailBucket } from "../../../components/audit-trail-bucket";
import { trailBucketRequiresTls as policy } from "../../../policy-pack/policies/trail-bucket-requires-tls";
import { reports, undetermined } from "../reports";
import { asProvider, trail, trailBucket } from "../trails";

type Statement = Record<string, unknown>;

const tlsOnly = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::trail-files", "arn:aws:s3:::trail-files/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const withPolicy = (statement: Statement) => () =>
  new aws.s3.BucketPolicy("files", {
    bucket: trailBucket().id,
    policy: JSON.stringify({ Statement: [statement] }),
  });
const refused = [
  "mandatory Bucket files: no policy of this bucket of a trail denies requests without TLS: deny s3:* to everyone on the bucket and its objects where aws:SecureTransport is false",
];

describe("trail-bucket-requires-tls", () => {
  it("accepts a policy that denies plain text, in each form", async () => {
    for (const change of [
      {},
      { Principal: { AWS: ["*"] } },
      { Action: ["s3:*"], Condition: { BoolIfExists: { "aws:SecureTransport": false } } },
      { Resource: "*" },
      { Resource: "arn:aws:s3:::trail-*" },
      { Resource: ["arn:aws-cn:s3:::trail-files", "arn:aws-cn:s3:::trail-files/*"] },
      { Action: "*", Condition: { bool: { "AWS:SecureTransport": ["false"] } } },
    ])
      assert.deepEqual(await reports(policy, withPolicy({ ...tlsOnly, ...change })), []);
    const inTwo = () => {
      const bucket = trailBucket().id;
      const [bucketArn, objects] = tlsOnly.Resource;
      const statements = [bucketArn, objects].map((Resource) => ({ ...tlsOnly, Resource }));
      new aws.s3.BucketPolicy("files", { bucket, policy: JSON.stringify({ Statement: statements }) });
    };
    assert.deepEqual(await reports(policy, inTwo), []);
    const inline = () => trailBucket({ policy: JSON.stringify({ Statement: [tlsOnly] }) });
    assert.deepEqual(await reports(policy, inline), []);
  });

  it("refuses a bucket without a policy, and one that denies something else", async () => {
    assert.deepEqual(await reports(policy, () => trailBucket()), refused);
    assert.deepEqual(await reports(policy, () => trailBucket(), { preview: true, ...asProvider }), refused);
    for (const change of [
      { Effect: "Allow" },
      { Principal: { AWS: "arn:aws:iam::123456789012:role/web" } },
      { Action: "s3:PutObject" },
      { Condition: { Bool: { "aws:SecureTransport": "true" } } },
      { Condition: { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "aws:username": "web" } } },
      { Condition: undefined },
      { Resource: "arn:aws:s3:::trail-files" },
      { Resource: "arn:aws:s3:::trail-files/*" },
      { Resource: ["arn:aws:s3:::trail-files", "arn:aws:s3:::trail-files/public/*"] },
      { Resource: undefined, NotResource: "arn:aws:s3:::trail-files/*" },
    ])
      assert.deepEqual(
        await reports(policy, withPolicy({ ...tlsOnly, ...change })),
        refused,
        JSON.stringify(change),
      );
    const Resource = ["arn:aws:s3:::other-files", "arn:aws:s3:::other-files/*"];
    const ofAnother = withPolicy({ ...tlsOnly, Resource });
    assert.deepEqual(await reports(policy, ofAnother, { preview: false }), refused);
  });

  it("leaves buckets alone that no trail writes into", async () => {
    assert.deepEqual(await reports(policy, () => new aws.s3.Bucket("files")), []);
  });

  it("knows the statements of this project's own component at first preview", async () => {
    const program = () => {
      const bucket = new AuditTrailBucket("files", {
        accountId: "123456789012",
        trailArn: "arn:aws:cloudtrail:us-east-1:123456789012:trail/trail",
        keyArn: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        retentionInDays: 365,
        deletionProtection: false,
        tags: {},
      });
      trail({ s3BucketName: bucket.bucketName });
    };
    for (const preview of [true, false]) assert.deepEqual(await reports(policy, program, { preview }), []);
  });

  it("leaves a policy that is not known yet undetermined, and decides it in the update", async () => {
    const program = () => {
      const bucket = trailBucket();
      const document = pulumi.jsonStringify({
        Statement: [{ ...tlsOnly, Action: "s3:Get*", Resource: bucket.arn }],
      });
      new aws.s3.BucketPolicy("files", { bucket: bucket.id, policy: document });
    };
    assert.deepEqual(await reports(policy, program), [undetermined("Bucket files", "bucket policy")]);
    assert.deepEqual(await reports(policy, program, { preview: false }), refused);
  });
});
