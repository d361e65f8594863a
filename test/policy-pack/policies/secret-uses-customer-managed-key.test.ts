import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { secretUsesCustomerManagedKey } from "../../../policy-pack/policies/secret-uses-customer-managed-key";
import { secret } from "../programs";
import { reports } from "../reports";

const faults = (kmsKeyId: string | undefined) =>
  reports(secretUsesCustomerManagedKey, () => secret({ kmsKeyId }));

describe("secret-uses-customer-managed-key", () => {
  it("accepts a key's ARN and an alias of a customer", async () => {
    for (const key of [
      "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      "alias/acme-aws/secretsmanager",
      "arn:aws-cn:kms:cn-north-1:123456789012:alias/aws/secretsmanager-prod",
    ])
      assert.deepEqual(await faults(key), [], key);
  });

  it("accepts a key that the stack makes, whose ARN is not known yet", async () => {
    const program = () => secret({ kmsKeyId: new aws.kms.Key("key").arn });
    assert.deepEqual(await reports(secretUsesCustomerManagedKey, program), []);
  });

  it("refuses a secret without a key", async () => {
    for (const key of [undefined, ""])
      assert.deepEqual(await faults(key), [
        "mandatory Secret secret: kmsKeyId is missing: set it to the ARN of the environment's own KMS key",
      ]);
  });

  it("refuses the AWS-managed key by its alias and by the alias's ARN in any partition", async () => {
    for (const key of [
      "alias/aws/secretsmanager",
      "arn:aws:kms:us-east-1:123456789012:alias/aws/secretsmanager",
      "arn:aws-us-gov:kms:us-gov-west-1:123456789012:alias/aws/secretsmanager",
    ])
      assert.deepEqual(await faults(key), [
        "mandatory Secret secret: kmsKeyId is alias/aws/secretsmanager, the AWS-managed key: set it to the ARN of the environment's own KMS key",
      ]);
  });
});
