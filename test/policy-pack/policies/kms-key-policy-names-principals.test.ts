import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { kmsKeyPolicyNamesPrincipals as policy } from "../../../policy-pack/policies/kms-key-policy-names-principals";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";

const account = "123456789012";
const document = (principal: unknown, condition?: object, effect = "Allow") =>
  JSON.stringify({
    Statement: [
      {
        Sid: "Use",
        Effect: effect,
        Principal: principal,
        Action: "kms:*",
        Resource: "*",
        Condition: condition,
      },
    ],
  });
const key = (text: string) => () => new aws.kms.Key("key", { policy: text });
const fault =
  'statement "Use" allows everyone: name the principals, or limit it to known callers by aws:PrincipalArn or aws:PrincipalOrgID';

describe("kms-key-policy-names-principals", () => {
  it("accepts the account's root, services, and no policy, with all actions on all resources", async () => {
    const principal = { AWS: `arn:aws:iam::${account}:root`, Service: "logs.eu-west-1.amazonaws.com" };
    assert.deepEqual(await reports(policy, key(document(principal))), []);
    assert.deepEqual(await reports(policy, () => new aws.kms.Key("key")), []);
  });

  it("refuses everyone, in each of the forms, also as one of several", async () => {
    for (const principal of ["*", { AWS: "*" }, { AWS: [`arn:aws:iam::${account}:root`, "*"] }])
      assert.deepEqual(await reports(policy, key(document(principal))), [`mandatory Key key: ${fault}`]);
  });

  it("accepts everyone under a condition on the caller", async () => {
    for (const condition of [
      {
        StringEquals: {
          "kms:CallerAccount": account,
          "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com",
        },
      },
      { StringEquals: { "aws:PrincipalOrgID": "o-abcdef1234" } },
      { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${account}:role/web-*` } },
    ])
      assert.deepEqual(await reports(policy, key(document("*", condition))), []);
  });

  it("refuses everyone under a condition that everyone can meet", async () => {
    for (const condition of [
      { Bool: { "aws:SecureTransport": "true" } },
      { StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" } },
      { StringLike: { "kms:CallerAccount": "*" } },
      { StringEqualsIfExists: { "kms:CallerAccount": account } },
      { StringNotEquals: { "kms:CallerAccount": "210987654321" } },
    ])
      assert.deepEqual(
        await reports(policy, key(document("*", condition))),
        [`mandatory Key key: ${fault}`],
        JSON.stringify(condition),
      );
  });

  it("accepts everyone who is denied", async () => {
    const condition = { Bool: { "aws:SecureTransport": "false" } };
    assert.deepEqual(await reports(policy, key(document("*", condition, "Deny"))), []);
  });

  it("reads the policies of replicas, of imported keys, and those that are resources of their own", async () => {
    const text = document("*");
    const programs: [string, () => unknown][] = [
      ["KeyPolicy", () => new aws.kms.KeyPolicy("web", { keyId: "key", policy: text })],
      ["ReplicaKey", () => new aws.kms.ReplicaKey("web", { primaryKeyArn: "arn", policy: text })],
      ["ExternalKey", () => new aws.kms.ExternalKey("web", { policy: text })],
      [
        "ReplicaExternalKey",
        () => new aws.kms.ReplicaExternalKey("web", { primaryKeyArn: "arn", policy: text }),
      ],
    ];
    for (const [type, program] of programs)
      assert.deepEqual(await reports(policy, program), [`mandatory ${type} web: ${fault}`]);
  });

  it("refuses a document that is not JSON", async () => {
    assert.deepEqual(await reports(policy, key("{not JSON")), [
      "mandatory Key key: policy is not valid JSON, so nothing in it can be checked: build it with pulumi.jsonStringify",
    ]);
  });

  it("leaves a document that is not known yet undetermined, and decides it in the update", async () => {
    const program = () =>
      new aws.kms.KeyPolicy("web", { keyId: "key", policy: knownInUpdate(document("*")) });
    assert.deepEqual(await reports(policy, program), [undetermined("KeyPolicy web", "policy")]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [
      `mandatory KeyPolicy web: ${fault}`,
    ]);
  });
});
