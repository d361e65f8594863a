import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type Conditions, type Statement } from "../../../components/policy-document";
import { iamKmsDecryptScoped as policy } from "../../../policy-pack/policies/iam-kms-decrypt-scoped";
import { knownInUpdate, rolePolicy, secretArn, serviceRole } from "../programs";
import { reports } from "../reports";

const key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const viaSecrets: Conditions = {
  StringEquals: { "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com" },
};

const allow = (
  resources: Statement["resources"] = [key],
  conditions: Conditions = viaSecrets,
  actions = ["kms:Decrypt"],
): Statement => ({ sid: "Decrypt", effect: "Allow", actions, resources, conditions });
const judged = (statement: Statement) => reports(policy, () => serviceRole([statement]));

const role = (fault: string) => `mandatory ServiceRole web: statement "Decrypt" allows ${fault}`;
const tooWide = (resource: string, action = "kms:Decrypt") =>
  role(`${action} on "${resource}": name the ARN of each key`);
const withoutService = role(
  "kms:Decrypt outside of any AWS service: set the condition kms:ViaService with StringEquals",
);
const undetermined = (place: string) =>
  `undetermined at preview: ${place} (judged during the update, before the resource is made)`;

describe("iam-kms-decrypt-scoped", () => {
  it("accepts single keys through a service, in any partition", async () => {
    const multiRegion = "arn:aws-cn:kms:cn-north-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab";
    const anyRegion = { StringLike: { "kms:ViaService": "secretsmanager.*.amazonaws.com" } };
    assert.deepEqual(await judged(allow([key, multiRegion])), []);
    assert.deepEqual(await judged(allow([key], anyRegion)), []);
  });

  for (const resource of [
    "*",
    "arn:aws:kms:*:123456789012:key/*",
    "arn:aws:kms:us-east-1:123456789012:key/*",
    "arn:aws:kms:us-east-1:*:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "arn:aws:kms:us-east-1:123456789012:alias/acme",
    "arn:aws:*:us-east-1:123456789012:*",
  ]) {
    it(`refuses ${resource}, at first preview`, async () => {
      const program = () => serviceRole([allow([new aws.kms.Key("key").arn, resource])]);
      assert.deepEqual(await reports(policy, program), [tooWide(resource)]);
    });
  }

  it("accepts all keys with a condition on their aliases by name, and not by pattern", async () => {
    const aliases = (alias: string, operator = "ForAnyValue:StringEquals"): Conditions => ({
      ...viaSecrets,
      [operator]: {
        "kms:ResourceAliases": alias,
        "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com",
      },
    });
    assert.deepEqual(await judged(allow(["*"], aliases("alias/acme-aws/secrets"))), []);
    assert.deepEqual(await judged(allow(["*"], aliases("alias/*", "ForAnyValue:StringLike"))), [
      tooWide("*"),
    ]);
    assert.deepEqual(await judged(allow(["*"], aliases("alias/acme", "ForAllValues:StringEquals"))), [
      tooWide("*"),
    ]);
  });

  it("refuses decryption outside of a service, and through a service that a condition does not fix", async () => {
    const weak: Conditions[] = [
      {},
      { StringEqualsIfExists: { "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com" } },
      { StringNotEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } },
      { StringLike: { "kms:ViaService": "*" } },
      { StringLike: { "kms:ViaService": "*.us-east-1.amazonaws.com" } },
      { Bool: { "aws:SecureTransport": "true" } },
    ];
    for (const conditions of weak)
      assert.deepEqual(await judged(allow([key], conditions)), [withoutService], JSON.stringify(conditions));
  });

  it("refuses patterns of actions that match, and kms:ReEncryptFrom", async () => {
    for (const action of ["*", "kms:*", "kms:De*", "KMS:decrypt"])
      assert.deepEqual(await judged(allow(["*"], viaSecrets, [action])), [tooWide("*")], action);
    for (const action of ["kms:ReEncryptFrom", "kms:ReEncrypt*"])
      assert.deepEqual(
        await judged(allow(["*"], viaSecrets, [action])),
        [tooWide("*", "kms:ReEncryptFrom")],
        action,
      );
  });

  it("refuses all keys but some", async () => {
    const text = JSON.stringify({
      Statement: { Effect: "Allow", NotAction: "iam:*", NotResource: key, Condition: viaSecrets },
    });
    const program = () => new aws.iam.Policy("web", { policy: text });
    assert.deepEqual(await reports(policy, program), [
      "mandatory Policy web: statement 0 allows kms:Decrypt on all but its NotResource: name the ARN of each key",
    ]);
  });

  it("accepts what does not decrypt, what is denied, and resources that are no keys", async () => {
    const actions = ["kms:DescribeKey", "kms:ListAliases", "kms:GenerateDataKey", "kms:ReEncryptTo"];
    assert.deepEqual(await judged(allow(["*"], {}, actions)), []);
    assert.deepEqual(await judged({ ...allow(["*"], {}), effect: "Deny" }), []);
    assert.deepEqual(await judged(allow([secretArn("auth-service-prod-config-AbC123")], {})), []);
    assert.deepEqual(await judged(allow(["arn:aws:s3:::acme/*"], {}, ["*"])), []);
  });

  it("accepts a key that the stack makes, and leaves one of another origin undetermined", async () => {
    const program = () => serviceRole([allow([new aws.kms.Key("key").arn])]);
    assert.deepEqual(await reports(policy, program), []);
    assert.deepEqual(await reports(policy, program, { preview: false }), []);
    assert.deepEqual(await reports(policy, () => serviceRole([allow([knownInUpdate(key)])])), [
      `advisory ServiceRole web: ${undetermined('statement "Decrypt", resources')}`,
    ]);
  });

  it("leaves actions, conditions and documents that are not known yet undetermined", async () => {
    const service = () => ({ StringEquals: { "kms:ViaService": knownInUpdate("*") } });
    assert.deepEqual(await reports(policy, () => serviceRole([allow([key], service())])), [
      `advisory ServiceRole web: ${undetermined('statement "Decrypt", conditions')}`,
    ]);
    const ofKey = () => serviceRole([allow([new aws.kms.Key("key").arn], service())]);
    assert.deepEqual(await reports(policy, ofKey), [
      `advisory ServiceRole web: ${undetermined('statement "Decrypt", conditions')}`,
    ]);
    const unknownAction = () =>
      new pulumi.ComponentResource("secret-backed-services:components:ServiceRole", "web", {
        statements: [{ ...allow(), actions: [knownInUpdate("kms:Decrypt")] }],
      });
    assert.deepEqual(await reports(policy, unknownAction), [
      `advisory ServiceRole web: ${undetermined('statement "Decrypt", actions')}`,
    ]);
    const document = () => rolePolicy([allow([pulumi.interpolate`${new aws.kms.Key("key").arn}*`])]);
    assert.deepEqual(await reports(policy, document), [`advisory RolePolicy web: ${undetermined("policy")}`]);
    const [report = ""] = await reports(policy, document, { preview: false });
    assert.match(
      report,
      /^mandatory RolePolicy web: statement "Decrypt" allows kms:Decrypt on "[^"]+\*": name/,
    );
  });
});
