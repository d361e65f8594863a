import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import {
  DeveloperAccess,
  type DeveloperAccessArgs,
  developerStatements,
} from "../../components/developer-access";
import { record } from "../../local/offline/recorder";
import { contextOf, parseDocument, textOf, typesAndNames } from "../support/components";
import { resourceOf, valueOf } from "../support/pulumi";

const secretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:auth-service-test-config-AbCdEf";
const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000000";

function argsWith(overrides: Partial<DeveloperAccessArgs> = {}): DeveloperAccessArgs {
  return {
    environment: "test",
    stack: "test",
    secretNames: ["auth-service-test-config"],
    secretArns: [secretArn],
    keyArn,
    context: contextOf("aws"),
    roles: ["developer"],
    groups: ["developers"],
    requireMfa: false,
    path: "/",
    tags: { Environment: "test" },
    ...overrides,
  };
}

const statementsOf = (overrides: Partial<DeveloperAccessArgs> = {}) =>
  valueOf(pulumi.output(developerStatements(argsWith(overrides))));

describe("developerStatements", () => {
  it("allows reading and updating exactly the environment's secrets, and denies prod's by name and by tag", async () => {
    assert.deepEqual(await statementsOf(), [
      {
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
        resources: [secretArn],
        conditions: { StringEquals: { "aws:ResourceTag/Environment": "test" } },
      },
      {
        sid: "UseKeyForSecrets",
        effect: "Allow",
        actions: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
        resources: [keyArn],
        conditions: {
          StringEquals: {
            "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com",
            "kms:EncryptionContext:SecretARN": [secretArn],
          },
        },
      },
      {
        sid: "DenyProdByName",
        effect: "Deny",
        actions: ["secretsmanager:*"],
        resources: [
          "arn:aws:secretsmanager:*:*:secret:*-prod-config-??????",
          "arn:aws:secretsmanager:*:*:secret:*-prod-api-keys-??????",
          "arn:aws:secretsmanager:*:*:secret:*-prod-credentials-??????",
        ],
      },
      {
        sid: "DenyProdByTag",
        effect: "Deny",
        actions: ["secretsmanager:*"],
        resources: ["*"],
        conditions: { StringEquals: { "aws:ResourceTag/Environment": "prod" } },
      },
    ]);
  });

  it("asks for recent multi-factor authentication where that is declared", async () => {
    const [read, key] = await statementsOf({ requireMfa: true, maxMfaAge: 3600 });
    for (const statement of [read, key]) {
      assert.deepEqual(statement?.conditions?.Bool, { "aws:MultiFactorAuthPresent": "true" });
      assert.deepEqual(statement.conditions.NumericLessThan, { "aws:MultiFactorAuthAge": "3600" });
    }
    assert.equal((await statementsOf({ requireMfa: true }))[0]?.conditions?.NumericLessThan, undefined);
  });

  it("writes ARNs of the partition it is in", async () => {
    const [, , deny] = await statementsOf({ context: contextOf("aws-cn") });
    assert.equal(deny?.resources[0], "arn:aws-cn:secretsmanager:*:*:secret:*-prod-config-??????");
  });

  it("allows nothing where there are no secrets", async () => {
    const statements = await statementsOf({ secretArns: [] });
    assert.deepEqual(
      statements.map(({ sid }) => sid),
      ["DenyProdByName", "DenyProdByTag"],
    );
  });
});

describe("DeveloperAccess", () => {
  it("makes one managed policy and attaches it to the declared roles and groups", async () => {
    const recording = await record(() => {
      new DeveloperAccess("developers", argsWith());
    });
    assert.deepEqual(typesAndNames(recording.resources), [
      "aws:iam/groupPolicyAttachment:GroupPolicyAttachment developers-group-developers",
      "aws:iam/policy:Policy developers",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment developers-role-developer",
      "secret-backed-services:components:DeveloperAccess developers",
    ]);
    const { inputs, outputs } = resourceOf(recording, "aws:iam/policy:Policy");
    const { policy, ...rest } = inputs;
    assert.deepEqual(rest, {
      name: "secret-backed-services-test-developers",
      path: "/",
      description: "Read and update the secrets of test, never those of prod",
      tags: { Environment: "test" },
    });
    assert.match(
      JSON.stringify(parseDocument(policy)),
      /"Sid":"ReadAndUpdateSecrets".*"Sid":"DenyProdByTag"/,
    );
    assert.deepEqual(resourceOf(recording, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").inputs, {
      role: "developer",
      policyArn: outputs.arn,
    });
    assert.deepEqual(resourceOf(recording, "aws:iam/groupPolicyAttachment:GroupPolicyAttachment").inputs, {
      group: "developers",
      policyArn: outputs.arn,
    });
  });

  it("refuses, when ARNs are still unknown, as many secrets as no managed policy holds", async () => {
    const recordWith = (count: number, lastLength: number, preview: boolean) => {
      const names = Array.from({ length: count }, (_, index) => `service-${index + 10}-test-config`);
      const secretNames = [...names, "a".repeat(lastLength)];
      return record(
        () => {
          const arns = secretNames.map((name) => new aws.secretsmanager.Secret(name, { name }).arn);
          const key = new aws.kms.Key("key");
          new DeveloperAccess("developers", argsWith({ secretNames, secretArns: arns, keyArn: key.arn }));
        },
        { preview, config: { "aws:region": "eu-west-1" } },
      );
    };
    const sizeOf = async (count: number, lastLength: number) =>
      textOf(resourceOf(await recordWith(count, lastLength, false), "aws:iam/policy:Policy").inputs.policy)
        .length;
    const [smallest, count] = [await sizeOf(20, 1), 20];
    const perSecret = (await sizeOf(21, 1)) - smallest;
    const most = count + Math.floor((6144 - smallest) / perSecret);
    const spare = 6144 - (await sizeOf(most, 1));
    // The ARN of each secret stands in two places.
    const longest = 1 + Math.floor(spare / 2);
    const size = await sizeOf(most, longest);
    assert.ok(size === 6144 || size === 6143, String(size));
    await recordWith(most, longest, true);
    await assert.rejects(recordWith(most, longest + 1, true), {
      message: `the policy secret-backed-services-test-developers would have ${size + 2} characters, and AWS takes at most 6144: declare fewer secrets in the stack, or leave out access.developers`,
    });
  });
});
