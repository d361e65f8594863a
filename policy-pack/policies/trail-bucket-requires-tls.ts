import { awsFoundationalSecurity } from "../frameworks";
import { allowsAction, type AllowStatement, statementsOf } from "../iam-statements";
import { inputPolicy } from "../input-policy";
import { notKnown, textOf } from "../known-values";
import { bucketPoliciesOf, bucketTypes, isTrailBucket, isUnknown } from "../trail-buckets";

export const trailBucketRequiresTls = inputPolicy({
  name: "trail-bucket-requires-tls",
  description: "The bucket of a trail refuses requests that do not come over TLS.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps:
    'In the bucket\'s policy, deny s3:* to everyone on the bucket and its objects where aws:SecureTransport is "false".',
  framework: awsFoundationalSecurity("S3.5", "S3 general purpose buckets should require requests to use SSL"),
  inspect: Object.fromEntries(
    bucketTypes.map((type) => [
      type,
      () => [{ doubt: "bucket policy", property: "policy", negligible: true }],
    ]),
  ),
  settle: ({ doubt, property }, _origins, { resource, resources }) => {
    if (!isTrailBucket(resource, resources)) return undefined;
    const documents = bucketPoliciesOf(resource, resources);
    if (documents.flatMap((document) => statementsOf(document, "deny")).some(deniesPlainText))
      return undefined;
    if (documents.some(isUnknown)) return { doubt, property };
    return {
      fault:
        "no policy of this bucket of a trail denies requests without TLS: deny s3:* to everyone where aws:SecureTransport is false",
    };
  },
});

/** What the statement is about that is not known yet is right. */
function deniesPlainText({ actions, notActions, principals, conditions }: AllowStatement): boolean {
  if (!principals.some(({ value }) => value === "*" || value === notKnown)) return false;
  const denied = ["s3:GetObject", "s3:PutObject", "s3:ListBucket"].map((action) =>
    allowsAction({ actions, notActions }, action),
  );
  if (denied.includes(false)) return false;
  if (conditions === notKnown) return true;
  const [condition, another] = conditions;
  return (
    another === undefined &&
    condition !== undefined &&
    /^Bool(?:IfExists)?$/i.test(condition.operator) &&
    condition.key.toLowerCase() === "aws:securetransport" &&
    condition.values.some((value) => textOf(value) === "false")
  );
}
