import assert from "node:assert/strict";

import {
  conditionsOf,
  isLimited,
  type Limit,
  toKnownCallers,
  toKnownSources,
} from "../../policy-pack/iam-conditions";
import { notKnown, type Value } from "../../policy-pack/known-values";

const limited = (condition: Value, limit: Limit = toKnownCallers) =>
  isLimited(conditionsOf([condition]), limit);

describe("conditionsOf", () => {
  it("reads single values and lists alike", () => {
    assert.deepEqual(conditionsOf([{ StringEquals: { a: "1", b: ["2", "3"] }, Bool: { c: true } }]), [
      { operator: "StringEquals", key: "a", values: ["1"] },
      { operator: "StringEquals", key: "b", values: ["2", "3"] },
      { operator: "Bool", key: "c", values: [true] },
    ]);
  });

  it("is unknown when all conditions or those of an operator are", () => {
    assert.equal(conditionsOf([notKnown]), notKnown);
    assert.equal(conditionsOf([{ StringEquals: notKnown }]), notKnown);
  });

  it("reads nothing out of what is no condition", () => {
    assert.deepEqual(conditionsOf([null, "text", 1, { StringEquals: "text" }]), []);
  });
});

describe("isLimited", () => {
  const account = "123456789012";

  it("holds for conditions on who asks", () => {
    const conditions: Value[] = [
      { StringEquals: { "aws:PrincipalAccount": account } },
      { StringEquals: { "AWS:principalorgid": "o-abcdef1234" } },
      { StringEqualsIgnoreCase: { "kms:CallerAccount": [account, "210987654321"] } },
      { ArnLike: { "aws:PrincipalArn": `arn:aws-cn:iam::${account}:role/deploy-*` } },
      { StringLike: { "aws:userid": "AROAEXAMPLEID:*" } },
      { ArnEquals: { "aws:SourceArn": "arn:aws:s3:::acme-uploads" } },
      { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-abcdef1234/r-ab12/*" } },
      { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"] } },
      { StringEquals: { "aws:SourceVpce": "vpce-0123456789abcdef0" } },
      { Bool: { "aws:SecureTransport": "true" }, StringEquals: { "aws:SourceAccount": account } },
    ];
    for (const condition of conditions) assert.equal(limited(condition), true, JSON.stringify(condition));
  });

  it("does not hold for conditions that let others through too", () => {
    const conditions: Value[] = [
      {},
      { Bool: { "aws:SecureTransport": "true" } },
      { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      { StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" } },
      { StringEquals: { "aws:PrincipalTag/team": "payments" } },
      { StringEqualsIfExists: { "aws:PrincipalAccount": account } },
      { "ForAllValues:StringEquals": { "aws:PrincipalOrgPaths": "o-abcdef1234/r-ab12/" } },
      { StringNotEquals: { "aws:PrincipalAccount": account } },
      { Null: { "aws:PrincipalOrgID": "false" } },
      { StringLike: { "aws:PrincipalOrgID": "*" } },
      { StringLike: { "aws:PrincipalOrgID": "o-*" } },
      { StringLike: { "aws:PrincipalAccount": "1234567890??" } },
      { StringEquals: { "aws:PrincipalAccount": [account, "*"] } },
      { StringEquals: { "aws:PrincipalAccount": [] } },
      { StringEquals: { "aws:PrincipalAccount": "${aws:SourceAccount}" } },
      { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/admin" } },
      { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::${aws:PrincipalAccount}:role/admin" } },
      { ArnLike: { "aws:SourceArn": "arn:aws:s3:::*" } },
      { ArnLike: { "aws:SourceArn": "arn:*" } },
      { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } },
      { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } },
      { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
    ];
    for (const condition of conditions) assert.equal(limited(condition), false, JSON.stringify(condition));
  });

  it("is unknown while a value is, unless another value or condition decides", () => {
    const unknown: Value = { StringEquals: { "aws:PrincipalAccount": notKnown } };
    assert.equal(limited(notKnown), notKnown);
    assert.equal(limited(unknown), notKnown);
    assert.equal(limited({ StringEquals: { "aws:PrincipalAccount": [notKnown, "*"] } }), false);
    assert.equal(
      limited({ Bool: { "aws:SecureTransport": notKnown }, StringLike: { "aws:SourceAccount": account } }),
      true,
    );
  });

  it("counts as source what a service acts for, and not who asks", () => {
    assert.equal(limited({ StringEquals: { "aws:PrincipalAccount": account } }, toKnownSources), false);
    assert.equal(
      limited({ ArnLike: { "aws:SourceArn": `arn:aws:ecs:*:${account}:*` } }, toKnownSources),
      true,
    );
    assert.equal(limited({ ArnLike: { "aws:SourceArn": "arn:aws:ecs:*:*:*" } }, toKnownSources), false);
  });
});
