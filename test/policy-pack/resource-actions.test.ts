import assert from "node:assert/strict";

import { resourceActions } from "../../policy-pack/resource-actions";

describe("resourceActions", () => {
  it("gives an action that needs a resource, in whatever case", () => {
    assert.deepEqual(resourceActions("secretsmanager:GetSecretValue"), ["secretsmanager:GetSecretValue"]);
    assert.deepEqual(resourceActions("KMS:decrypt"), ["kms:Decrypt"]);
    // Of these the reference calls no resource required: a bucket or an object's, or an access point's.
    assert.deepEqual(resourceActions("s3:GetObject"), ["s3:GetObject"]);
    assert.deepEqual(resourceActions("s3:ListBucket"), ["s3:ListBucket"]);
  });

  it("gives none for actions without resources, with optional ones only, and for unknown ones", () => {
    for (const action of [
      "ecr:GetAuthorizationToken",
      "secretsmanager:GetRandomPassword",
      "secretsmanager:ListSecrets",
      "logs:DescribeLogGroups",
      "ssmmessages:*",
      "xray:PutTraceSegments",
      "cloudwatch:PutMetricData",
      "s3:ThereIsNoSuchAction",
      "nosuchservice:*",
      "",
    ])
      assert.deepEqual(resourceActions(action), [], action);
  });

  it("expands wildcards in the action and in the service", () => {
    assert.deepEqual(resourceActions("secretsmanager:*SecretValue"), [
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue",
    ]);
    assert.deepEqual(resourceActions("secretsmanage?:PutSecretV*"), ["secretsmanager:PutSecretValue"]);
    assert.ok(resourceActions("*").length > 10_000);
    assert.deepEqual(resourceActions("*:*"), resourceActions("*"));
  });
});
