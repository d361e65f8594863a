import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { trailBucketKeepsVersions as policy } from "../../../policy-pack/policies/trail-bucket-keeps-versions";
import { knownInUpdate } from "../programs";
import { reports } from "../reports";
import { asProvider, trailBucket } from "../trails";

const versioning = (bucket: aws.s3.Bucket, status: aws.s3.BucketVersioningArgs["versioningConfiguration"]) =>
  new aws.s3.BucketVersioning("files", { bucket: bucket.id, versioningConfiguration: status });
const refused = [
  "mandatory Bucket files: nothing keeps versions of what is in this bucket of a trail: make a BucketVersioning for it with the status Enabled",
];

describe("trail-bucket-keeps-versions", () => {
  it("accepts versions, in each way, at first preview and in an update", async () => {
    for (const program of [
      () => versioning(trailBucket(), { status: "Enabled" }),
      () => trailBucket({ objectLockEnabled: true }),
      () => trailBucket({ versioning: { enabled: true } }),
    ])
      for (const preview of [true, false]) assert.deepEqual(await reports(policy, program, { preview }), []);
  });

  it("refuses a bucket without, and with those that are suspended", async () => {
    assert.deepEqual(await reports(policy, () => trailBucket()), refused);
    assert.deepEqual(await reports(policy, () => trailBucket(), { preview: true, ...asProvider }), refused);
    for (const status of ["Suspended", "Disabled"])
      assert.deepEqual(await reports(policy, () => versioning(trailBucket(), { status })), refused);
    assert.deepEqual(await reports(policy, () => trailBucket({ versioning: { enabled: false } })), refused);
  });

  it("leaves buckets alone that no trail writes into", async () => {
    assert.deepEqual(await reports(policy, () => new aws.s3.Bucket("files")), []);
  });

  it("takes what is not known yet for versions, and decides it in the update", async () => {
    const program = () => versioning(trailBucket(), { status: knownInUpdate("Suspended") });
    assert.deepEqual(await reports(policy, program), []);
    assert.deepEqual(await reports(policy, program, { preview: false }), refused);
  });
});
