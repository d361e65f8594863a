import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { keyStatement, measurable, readAndUpdateStatements } from "../../components/secret-access";
import { contextOf } from "../support/components";
import { valueOf } from "../support/pulumi";

const secretArns = ["AbCdEf", "GhIjKl"].map(
  (suffix) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:auth-service-test-config-${suffix}`,
);
const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const access = { secretArns, keyArn, context: contextOf("aws") };
const onlyForTheSecrets = {
  "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com",
  "kms:EncryptionContext:SecretARN": secretArns,
};

const resolve = <Value>(value: Value) => valueOf(pulumi.output(value));

describe("keyStatement", () => {
  it("allows the key's use for these secrets only, through Secrets Manager only", async () => {
    assert.deepEqual(await resolve(keyStatement("Decrypt", ["kms:Decrypt"], access)), {
      sid: "Decrypt",
      effect: "Allow",
      actions: ["kms:Decrypt"],
      resources: [keyArn],
      conditions: { StringEquals: onlyForTheSecrets },
    });
  });

  it("adds its conditions to those given, operator by operator", async () => {
    const conditions = {
      Bool: { "aws:MultiFactorAuthPresent": "true" },
      StringEquals: { "aws:PrincipalTag/team": "a" },
    };
    const statement = await resolve(keyStatement("Decrypt", ["kms:Decrypt"], access, conditions));
    assert.deepEqual(statement.conditions, {
      Bool: { "aws:MultiFactorAuthPresent": "true" },
      StringEquals: { "aws:PrincipalTag/team": "a", ...onlyForTheSecrets },
    });
  });

  for (const [partition, endpoint] of [
    ["aws-cn", "secretsmanager.cn-north-1.amazonaws.com.cn"],
    ["aws-us-gov", "secretsmanager.us-gov-west-1.amazonaws.com"],
  ] as const) {
    it(`names the endpoint of ${partition}`, async () => {
      const context = contextOf(partition);
      const statement = await resolve(keyStatement("Decrypt", ["kms:Decrypt"], { ...access, context }));
      assert.equal(statement.conditions?.StringEquals?.["kms:ViaService"], endpoint);
    });
  }
});

describe("readAndUpdateStatements", () => {
  it("asks for the environment's tag beside the secrets' ARNs, and for the conditions given in both statements", async () => {
    const conditions = {
      Bool: { "aws:MultiFactorAuthPresent": "true" },
      StringEquals: { "aws:PrincipalTag/team": "a" },
    };
    const [read, useKey, ...others] = await resolve(readAndUpdateStatements(access, "test", conditions));
    assert.deepEqual(read, {
      sid: "ReadAndUpdateSecrets",
      effect: "Allow",
      actions: [
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetSecretValue",
        "secretsmanager:ListSecretVersionIds",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecret",
        "secretsmanager:UpdateSecretVersionStage",
      ],
      resources: secretArns,
      conditions: {
        Bool: { "aws:MultiFactorAuthPresent": "true" },
        StringEquals: { "aws:PrincipalTag/team": "a", "aws:ResourceTag/Environment": "test" },
      },
    });
    assert.deepEqual(useKey, {
      sid: "UseKeyForSecrets",
      effect: "Allow",
      actions: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
      resources: [keyArn],
      conditions: {
        Bool: { "aws:MultiFactorAuthPresent": "true" },
        StringEquals: { "aws:PrincipalTag/team": "a", ...onlyForTheSecrets },
      },
    });
    assert.deepEqual(others, []);
  });

  it("allows nothing, and nothing on all secrets, where there are none", () => {
    assert.deepEqual(readAndUpdateStatements({ ...access, secretArns: [] }, "test"), []);
  });
});

describe("measurable", () => {
  it("has ARNs as long as the real ones before they are known, and keeps the rest", async () => {
    const secretNames = ["auth-service-test-config", "auth-service-test-config"];
    const measured = measurable({ ...access, secretNames, tags: { Team: "a" } });
    assert.deepEqual(await resolve(measured), {
      context: await resolve(access.context),
      secretArns: secretArns.map((arn) => arn.replace(/.{6}$/, "??????")),
      keyArn: keyArn.replace(/[0-9a-f-]+$/, "????????-????-????-????-????????????"),
      secretNames,
      tags: { Team: "a" },
    });
  });
});
