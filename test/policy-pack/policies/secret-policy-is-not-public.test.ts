import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { secretPolicyIsNotPublic as policy } from "../../../policy-pack/policies/secret-policy-is-not-public";
import { knownInUpdate, secret } from "../programs";
import { reports } from "../reports";

const document = (principal: unknown, condition?: object, effect = "Allow") =>
  JSON.stringify({
    Statement: {
      Sid: "Read",
      Effect: effect,
      Principal: principal,
      Action: "secretsmanager:GetSecretValue",
      Resource: "*",
      Condition: condition,
    },
  });
const secretPolicy = (args: Partial<aws.secretsmanager.SecretPolicyArgs>) => () =>
  new aws.secretsmanager.SecretPolicy("web", {
    secretArn: "arn",
    policy: document({ AWS: "arn:aws:iam::123456789012:role/web" }),
    blockPublicPolicy: true,
    ...args,
  });
const everyone =
  'statement "Read" allows everyone: name the principals, or limit it to known callers by aws:PrincipalArn or aws:PrincipalOrgID';
const unblocked =
  "blockPublicPolicy is not true: set it, so that Secrets Manager refuses a policy for everyone";

describe("secret-policy-is-not-public", () => {
  it("accepts named principals, on whatever resource, and everyone under a condition on the caller", async () => {
    const organization = { StringEquals: { "aws:PrincipalOrgID": "o-abcdef1234" } };
    assert.deepEqual(await reports(policy, secretPolicy({})), []);
    assert.deepEqual(await reports(policy, secretPolicy({ policy: document("*", organization) })), []);
  });

  it("accepts a wall: everyone denied but those whom a condition spares", async () => {
    const others = { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/web" } };
    assert.deepEqual(await reports(policy, secretPolicy({ policy: document("*", others, "Deny") })), []);
  });

  it("refuses everyone, in a policy of its own and in the secret's", async () => {
    assert.deepEqual(await reports(policy, secretPolicy({ policy: document({ AWS: "*" }) })), [
      `mandatory SecretPolicy web: ${everyone}`,
    ]);
    assert.deepEqual(await reports(policy, () => secret({ policy: document("*") })), [
      `mandatory Secret secret: ${everyone}`,
    ]);
  });

  it("refuses everyone under a condition that everyone can meet", async () => {
    for (const condition of [
      { Bool: { "aws:SecureTransport": "true" } },
      { "ForAllValues:StringEquals": { "aws:PrincipalOrgPaths": "o-abcdef1234/r-ab12/" } },
      { StringEquals: { "secretsmanager:VersionStage": "AWSCURRENT" } },
    ])
      assert.deepEqual(
        await reports(policy, secretPolicy({ policy: document("*", condition) })),
        [`mandatory SecretPolicy web: ${everyone}`],
        JSON.stringify(condition),
      );
  });

  it("refuses a policy of its own without blockPublicPolicy", async () => {
    const withoutBlock = () =>
      new aws.secretsmanager.SecretPolicy("web", {
        secretArn: "arn",
        policy: document({ AWS: "AROAEXAMPLEID" }),
      });
    assert.deepEqual(await reports(policy, withoutBlock), [`mandatory SecretPolicy web: ${unblocked}`]);
    assert.deepEqual(await reports(policy, secretPolicy({ blockPublicPolicy: false })), [
      `mandatory SecretPolicy web: ${unblocked}`,
    ]);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const undetermined = (place: string) =>
      `advisory SecretPolicy web: undetermined at preview: ${place} (judged during the update, before the resource is made)`;
    const text = () => secretPolicy({ policy: knownInUpdate(document("*")) })();
    const block = () => secretPolicy({ blockPublicPolicy: knownInUpdate(true) })();
    assert.deepEqual(await reports(policy, text), [undetermined("policy")]);
    assert.deepEqual(await reports(policy, text, { preview: false }), [
      `mandatory SecretPolicy web: ${everyone}`,
    ]);
    assert.deepEqual(await reports(policy, block), [undetermined("blockPublicPolicy")]);
  });
});
