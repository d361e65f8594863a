import { type PolicyResource } from "@pulumi/policy";

import { type Inspect } from "./input-policy";
import { notKnown, parseJson, readProperty, type Value } from "./known-values";
import { type PolicyDocument } from "./policy-documents";
import { givenTo, oncePerStack, refersTo, resourcesOfType } from "./stack-resources";

type Resources = readonly PolicyResource[];

/** Whether a trail of the stack writes its files into a bucket of the stack. */
export function isTrailBucket({ urn }: PolicyResource, resources: Resources): boolean {
  return trailBuckets(resources).some((bucket) => bucket.urn === urn);
}

/** The resources of some types that are for a bucket. */
export function partsOf(bucket: PolicyResource, resources: Resources, ...types: string[]): PolicyResource[] {
  return resourcesOfType(resources, ...types).filter((part) => refersTo(part, "bucket", bucket, "bucket"));
}

/** A stack has few of them: an account has room for five trails in a region. */
const trailBuckets = oncePerStack((resources) => {
  const trails = resourcesOfType(resources, "aws:cloudtrail/trail:Trail");
  return resourcesOfType(resources, ...bucketTypes).filter((bucket) =>
    trails.some((trail) => refersTo(trail, "s3BucketName", bucket, "bucket")),
  );
});

/** Both names of the type of buckets; the second is that of older programs. */
const bucketTypes = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

/** Leaves each bucket to the stack as a whole, in which its parts are: the doubt is of one of them. */
export function inspectBuckets(doubt: string, property: "bucket" | "policy"): Record<string, Inspect> {
  return Object.fromEntries(bucketTypes.map((type) => [type, () => [{ doubt, property, negligible: true }]]));
}

const property = "policy";

/**
 * The policy documents of a bucket. Where it is this project's component that makes one, it is known at first preview in
 * the component's `statements`; else its content may be unknown as a whole. A text that is no JSON is an empty document.
 */
export function bucketPoliciesOf(bucket: PolicyResource, resources: Resources): PolicyDocument[] {
  const parts = partsOf(bucket, resources, "aws:s3/bucketPolicy:BucketPolicy").map(documentOf);
  const inline = givenTo(bucket, property);
  return inline === null ? parts : [...parts, { label: "", property, content: parsed(inline) }];
}

function documentOf({ props, parent }: PolicyResource): PolicyDocument {
  const statements = parent?.type === component ? readProperty(parent.props, "statements") : null;
  if (statements !== null) return { label: "", property, content: { Statement: statements } };
  return { label: "", property, content: parsed(readProperty(props, property)) };
}

const component = "secret-backed-services:components:AuditTrailBucket";

function parsed(content: Value): Value {
  return typeof content === "string" ? (parseJson(content) ?? null) : content;
}

/** Whether a document's content is not known yet. */
export function isUnknown({ content }: PolicyDocument): boolean {
  return content === notKnown;
}
