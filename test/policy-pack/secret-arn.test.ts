import assert from "node:assert/strict";

import { environmentNamedBy, isCompleteSecret, parseArn } from "../../policy-pack/secret-arn";

const secret = (name: string) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}`;

describe("parseArn", () => {
  it("splits an ARN of any partition and keeps colons of the resource", () => {
    assert.deepEqual(parseArn("arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:a:KEY::"), {
      partition: "aws-cn",
      service: "secretsmanager",
      region: "cn-north-1",
      account: "123456789012",
      resource: "secret:a:KEY::",
    });
  });

  it("takes nothing else for an ARN", () => {
    for (const text of ["", "*", "arn", "arn:aws", "auth-service-prod-config", "a:b:c:d:e:f"])
      assert.equal(parseArn(text), undefined, text);
  });
});

describe("isCompleteSecret", () => {
  it("wants the hyphen and six characters", () => {
    assert.equal(isCompleteSecret("secret:auth-service-prod-config-AbC123"), true);
    assert.equal(isCompleteSecret("secret:prod/orders/db-AbC123"), true);
    assert.equal(isCompleteSecret("secret:rds!cluster-1234abcd-12ab-34cd-56ef-1234567890ab-AbC123"), true);
    assert.equal(isCompleteSecret("secret:payment-service-prod-api-keys"), false);
    assert.equal(isCompleteSecret("secret:auth-service-prod-config-??????"), false);
    assert.equal(isCompleteSecret("parameter/auth-AbC123"), false);
  });

  it("does not take the end of a name of the convention for them", () => {
    assert.equal(isCompleteSecret("secret:auth-service-prod-config"), false);
  });
});

describe("environmentNamedBy", () => {
  const named: [string, string | undefined][] = [
    [secret("auth-service-prod-config-AbC123"), "prod"],
    [secret("auth-service-prod-config"), "prod"],
    [secret("auth-service-stage-api-keys-??????"), "stage"],
    [secret("auth-service-test-credentials-*"), "test"],
    [`${secret("auth-service-prod-config-AbC123")}:TEST::`, "prod"],
    [secret("load-test-runner-prod-config-AbC123"), "prod"],
    [secret("load-test-runner-prod-*"), "prod"],
    [secret("*-test-*"), "test"],
    [secret("prod/orders/db-AbC123"), "prod"],
    [secret("product-catalogue-AbC123"), undefined],
    [secret("*"), undefined],
    ["arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:a-prod-config-AbC123", "prod"],
    ["arn:aws:kms:eu-west-1:123456789012:alias/secret-backed-services-stage", "stage"],
    ["arn:aws:kms:eu-west-1:123456789012:key/1234abcd-prod", undefined],
    ["alias/test/secrets", "test"],
    ["arn:aws:s3:::logs-of-test", undefined],
    ["arn:aws:ssm:eu-west-1:123456789012:parameter/test/x", undefined],
    ["*", undefined],
  ];
  for (const [arn, environment] of named) {
    it(`finds ${environment ?? "none"} in ${arn}`, () => {
      assert.equal(environmentNamedBy(arn), environment);
    });
  }
});
