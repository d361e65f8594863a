import { awsFoundationalSecurity } from "../frameworks";
import { actionPattern, allowsAction, type AllowStatement, statementsOf } from "../iam-statements";
import { inputPolicy } from "../input-policy";
import { notKnown, someText, textOf } from "../known-values";
import { parseArn } from "../secret-arn";
import { knownText } from "../stack-resources";
import { bucketPoliciesOf, inspectBuckets, isTrailBucket, isUnknown } from "../trail-buckets";

export const trailBucketRequiresTls = inputPolicy({
  name: "trail-bucket-requires-tls",
  description: "The bucket of a trail refuses requests that do not come over TLS.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps:
    'In the bucket\'s policy, deny s3:* to everyone on the bucket and its objects where aws:SecureTransport is "false".',
  framework: awsFoundationalSecurity("S3.5", "S3 general purpose buckets should require requests to use SSL"),
  inspect: inspectBuckets("bucket policy", "policy"),
  settle: ({ doubt, property }, _origins, { resource, resources }) => {
    if (!isTrailBucket(resource, resources)) return undefined;
    const documents = bucketPoliciesOf(resource, resources);
    const denials = documents
      .flatMap((document) => statementsOf(document, "deny"))
      .filter(deniesEveryoneWithoutTls);
    const name = knownText(resource, "bucket");
    if (requests.every((request) => denials.some((denial) => isAbout(denial, request, name))))
      return undefined;
    if (documents.some(isUnknown)) return { doubt, property };
    return {
      fault:
        "no policy of this bucket of a trail denies requests without TLS: deny s3:* to everyone on the bucket and its objects where aws:SecureTransport is false",
    };
  },
});

/** Requests that none may make without TLS, each with what it is about after the bucket's name. */
const requests = [
  { action: "s3:ListBucket", path: "" },
  { action: "s3:GetObject", path: "/AWSLogs/file" },
  { action: "s3:PutObject", path: "/AWSLogs/file" },
];

function deniesEveryoneWithoutTls({ principals, conditions }: AllowStatement): boolean {
  if (!principals.some(({ value }) => value === "*" || value === notKnown)) return false;
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

/** Whether a statement is about a request to a bucket. An action or a resource that is not known yet is taken for right. */
function isAbout(
  statement: AllowStatement,
  { action, path }: (typeof requests)[number],
  bucket: string | undefined,
): boolean {
  if (allowsAction(statement, action) === false) return false;
  const isIt = (resource: string) => {
    const name = bucket ?? nameIn(resource);
    const partition = parseArn(resource)?.partition ?? "aws";
    return actionPattern(resource).test(`arn:${partition}:s3:::${name}${path}`);
  };
  return someText(statement.resources, isIt) !== false;
}

/** The bucket that an ARN names: that of a statement whose bucket has no name yet. */
function nameIn(arn: string): string {
  return parseArn(arn)?.resource.split("/")[0] ?? "";
}
