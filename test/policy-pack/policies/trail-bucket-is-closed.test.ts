import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { trailBucketIsClosed as policy } from "../../../policy-pack/policies/trail-bucket-is-closed";
import { knownInUpdate } from "../programs";
import { reports } from "../reports";
import { trail, trailBucket } from "../trails";

const closed = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};
const block = (args: aws.s3.BucketPublicAccessBlockArgs) => new aws.s3.BucketPublicAccessBlock("files", args);
const refused = (settings: string) => [
  `mandatory Bucket files: nothing sets ${settings} for this bucket of a trail: set it to true in a BucketPublicAccessBlock`,
];
const all = "blockPublicAcls, blockPublicPolicy, ignorePublicAcls, restrictPublicBuckets";

describe("trail-bucket-is-closed", () => {
  it("accepts a bucket that blocks all public access, at first preview and in an update", async () => {
    const program = () => block({ bucket: trailBucket().id, ...closed });
    for (const preview of [true, false]) assert.deepEqual(await reports(policy, program, { preview }), []);
  });

  it("accepts one that is found by its name", async () => {
    const program = () => {
      new aws.s3.Bucket("files", { bucket: "trail-files" });
      block({ bucket: "trail-files", ...closed });
      trail();
    };
    assert.deepEqual(await reports(policy, program), []);
  });

  it("refuses a bucket without, with half of it, and with that of another", async () => {
    assert.deepEqual(await reports(policy, () => trailBucket()), refused(all));
    const half = () => block({ bucket: trailBucket().id, ...closed, blockPublicPolicy: false });
    assert.deepEqual(await reports(policy, half), refused("blockPublicPolicy"));
    const others = () => {
      trailBucket();
      block({ bucket: "others", ...closed });
    };
    assert.deepEqual(await reports(policy, others), refused(all));
  });

  it("leaves buckets alone that no trail writes into", async () => {
    assert.deepEqual(await reports(policy, () => new aws.s3.Bucket("files")), []);
  });

  it("takes a setting that is not known yet for true, and decides it in the update", async () => {
    const program = () => {
      block({ bucket: trailBucket().id, ...closed, ignorePublicAcls: knownInUpdate(false) });
    };
    assert.deepEqual(await reports(policy, program), []);
    assert.deepEqual(await reports(policy, program, { preview: false }), refused("ignorePublicAcls"));
  });
});
