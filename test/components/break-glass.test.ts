import assert from "node:assert/strict";

import { BreakGlass, type BreakGlassArgs } from "../../components/break-glass";
import { record } from "../../local/offline/recorder";
import { contextOf, parseDocument, textOf, typesAndNames } from "../support/components";
import { resourceOf } from "../support/pulumi";

const secretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:auth-service-prod-config-AbCdEf";
const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000000";
const onCall = "arn:aws:iam::123456789012:user/on-call";

function recordBreakGlass(overrides: Partial<BreakGlassArgs> = {}) {
  return record(() => {
    new BreakGlass("break-glass", {
      environment: "prod",
      principals: [onCall],
      secretNames: ["auth-service-prod-config"],
      secretArns: [secretArn],
      keyArn,
      context: contextOf("aws"),
      roleSettings: { path: "/", permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/boundary" },
      tags: { Environment: "prod" },
      ...overrides,
    });
  });
}

describe("BreakGlass", () => {
  it("makes a role that declared people take on for an hour, with MFA of the last hour", async () => {
    const recording = await recordBreakGlass();
    assert.deepEqual(typesAndNames(recording.resources), [
      "aws:iam/role:Role break-glass",
      "aws:iam/rolePolicy:RolePolicy break-glass",
      "secret-backed-services:components:BreakGlass break-glass",
    ]);
    const { assumeRolePolicy, ...role } = resourceOf(recording, "aws:iam/role:Role").inputs;
    assert.deepEqual(role, {
      name: "secret-backed-services-prod-break-glass",
      path: "/",
      permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary",
      description: "Secrets of prod in an emergency; every use is alarmed",
      maxSessionDuration: 3600,
      tags: { Environment: "prod" },
    });
    assert.deepEqual(parseDocument(assumeRolePolicy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DeclaredPeopleWithMfa",
          Effect: "Allow",
          Principal: { AWS: [onCall] },
          Action: ["sts:AssumeRole"],
          Condition: {
            Bool: { "aws:MultiFactorAuthPresent": "true" },
            NumericLessThan: { "aws:MultiFactorAuthAge": "3600" },
          },
        },
      ],
    });
  });

  it("reads and updates exactly the environment's secrets", async () => {
    const { policy } = resourceOf(await recordBreakGlass(), "aws:iam/rolePolicy:RolePolicy").inputs;
    assert.deepEqual(parseDocument(policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ReadAndUpdateSecrets",
          Effect: "Allow",
          Action: [
            "secretsmanager:DescribeSecret",
            "secretsmanager:GetSecretValue",
            "secretsmanager:ListSecretVersionIds",
            "secretsmanager:PutSecretValue",
            "secretsmanager:UpdateSecret",
            "secretsmanager:UpdateSecretVersionStage",
          ],
          Resource: [secretArn],
          Condition: { StringEquals: { "aws:ResourceTag/Environment": "prod" } },
        },
        {
          Sid: "UseKeyForSecrets",
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
          Resource: [keyArn],
          Condition: {
            StringEquals: {
              "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com",
              "kms:EncryptionContext:SecretARN": [secretArn],
            },
          },
        },
      ],
    });
  });

  it("has nothing but a trust policy of at most 2,048 characters to name people in", async () => {
    const people = Array.from({ length: 60 }, (_, index) => `${onCall}-${index + 10}`);
    const trustOf = async (principals: string[]) => {
      const { assumeRolePolicy } = resourceOf(
        await recordBreakGlass({ principals }),
        "aws:iam/role:Role",
      ).inputs;
      return textOf(assumeRolePolicy).length;
    };
    const perPerson = (await trustOf(people.slice(0, 2))) - (await trustOf(people.slice(0, 1)));
    const most = 1 + Math.floor((2048 - (await trustOf(people.slice(0, 1)))) / perPerson);
    const size = await trustOf(people.slice(0, most));
    await assert.rejects(recordBreakGlass({ principals: people.slice(0, most + 1) }), {
      message: `the trust policy of role secret-backed-services-prod-break-glass would have ${size + perPerson} characters, and AWS takes at most 2048: name fewer access.breakGlass.principals`,
    });
  });

  it("refuses more secrets than its policy holds, before their ARNs are known", async () => {
    const policyLength = async (count: number) => {
      const secretNames = Array.from({ length: count }, (_, index) => `service-${index + 100}-prod-config`);
      const secretArns = secretNames.map((name) => secretArn.replace("auth-service-prod-config", name));
      const recording = await recordBreakGlass({ secretNames, secretArns });
      return textOf(resourceOf(recording, "aws:iam/rolePolicy:RolePolicy").inputs.policy).length;
    };
    const perSecret = (await policyLength(2)) - (await policyLength(1));
    const most = 1 + Math.floor((10240 - (await policyLength(1))) / perSecret);
    const size = await policyLength(most);
    await assert.rejects(policyLength(most + 1), {
      message: `the policy of role secret-backed-services-prod-break-glass would have ${size + perSecret} characters, and AWS takes at most 10240: declare fewer secrets in the stack, or leave out access.breakGlass`,
    });
  });

  it("has no policy where there are no secrets", async () => {
    const recording = await recordBreakGlass({ secretArns: [] });
    assert.deepEqual(typesAndNames(recording.resources), [
      "aws:iam/role:Role break-glass",
      "secret-backed-services:components:BreakGlass break-glass",
    ]);
  });
});
