import assert from "node:assert/strict";

import { DeliveryAccess, type DeliveryAccessArgs } from "../../components/delivery-access";
import { record, type Recording } from "../../local/offline/recorder";
import { contextOf, parseDocument, typesAndNames } from "../support/components";
import { resourceOf, resourcesOf } from "../support/pulumi";

const boundary = "arn:aws:iam::123456789012:policy/boundary";
const deployBoundary = "arn:aws:iam::123456789012:policy/deploy-boundary";
const deployPolicy = "arn:aws:iam::123456789012:policy/team/deploy-services";

function recordAccess(overrides: Partial<DeliveryAccessArgs> = {}): Promise<Recording<unknown>> {
  return record(
    () => {
      new DeliveryAccess("delivery", {
        environment: "prod",
        github: { repository: "example/shop", createProvider: true },
        deployPolicyArns: [deployPolicy],
        context: contextOf("aws"),
        roleSettings: { path: "/services/", permissionsBoundaryArn: boundary },
        tags: { Environment: "prod" },
        ...overrides,
      });
    },
    { stack: "prod" },
  );
}

function roleWithoutTrust(recording: Recording<unknown>, name: string) {
  const { assumeRolePolicy, ...role } = resourceOf(recording, "aws:iam/role:Role", name).inputs;
  assert.equal(typeof assumeRolePolicy, "string");
  return role;
}

function subjectsOf(recording: Recording<unknown>, role: string): unknown[] {
  const { inputs } = resourceOf(recording, "aws:iam/role:Role", role);
  const document: unknown = parseDocument(inputs.assumeRolePolicy);
  return [...JSON.stringify(document).matchAll(/"[^"]*:sub":(\[[^\]]*\])/g)].map(
    ([, subjects = ""]): unknown => JSON.parse(subjects),
  );
}

describe("DeliveryAccess", () => {
  it("makes the provider, a role for previews and one that deploys", async () => {
    const recording = await recordAccess();
    assert.deepEqual(typesAndNames(recording.resources), [
      "aws:iam/openIdConnectProvider:OpenIdConnectProvider delivery-github",
      "aws:iam/role:Role delivery-deploy",
      "aws:iam/role:Role delivery-preview",
      "aws:iam/rolePolicy:RolePolicy delivery-deploy",
      "aws:iam/rolePolicy:RolePolicy delivery-preview",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment delivery-deploy-deploy-services",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment delivery-preview-ReadOnlyAccess",
      "secret-backed-services:components:DeliveryAccess delivery",
    ]);
    assert.deepEqual(resourceOf(recording, "aws:iam/openIdConnectProvider:OpenIdConnectProvider").inputs, {
      url: "https://token.actions.githubusercontent.com",
      clientIdLists: ["sts.amazonaws.com"],
      tags: { Environment: "prod" },
    });
    assert.deepEqual(roleWithoutTrust(recording, "delivery-preview"), {
      name: "secret-backed-services-prod-preview",
      path: "/services/",
      permissionsBoundary: boundary,
      description: "Previews of prod: reads no value, changes nothing",
      tags: { Environment: "prod" },
    });
    assert.deepEqual(roleWithoutTrust(recording, "delivery-deploy"), {
      name: "secret-backed-services-prod-deploy",
      path: "/services/",
      permissionsBoundary: boundary,
      description: "Deployments of prod",
      tags: { Environment: "prod" },
    });
    assert.deepEqual(
      resourcesOf(recording, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ inputs }) => inputs),
      [
        {
          role: "secret-backed-services-prod-preview",
          policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
        },
        { role: "secret-backed-services-prod-deploy", policyArn: deployPolicy },
      ],
    );
  });

  it("trusts one subject for each role", async () => {
    const recording = await recordAccess();
    assert.deepEqual(subjectsOf(recording, "delivery-preview"), [
      ["repo:example/shop:environment:prod-preview"],
    ]);
    assert.deepEqual(subjectsOf(recording, "delivery-deploy"), [["repo:example/shop:environment:prod"]]);
  });

  it("denies previews every value", async () => {
    const { policy } = resourceOf(
      await recordAccess(),
      "aws:iam/rolePolicy:RolePolicy",
      "delivery-preview",
    ).inputs;
    assert.deepEqual(parseDocument(policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DenyValues",
          Effect: "Deny",
          Action: [
            "kms:CreateGrant",
            "kms:Decrypt",
            "kms:ReEncrypt*",
            "secretsmanager:BatchGetSecretValue",
            "secretsmanager:GetSecretValue",
            "ssm:GetParameter*",
          ],
          Resource: ["*"],
        },
        {
          Sid: "DenyContents",
          Effect: "Deny",
          Action: [
            "logs:FilterLogEvents",
            "logs:GetLogEvents",
            "logs:GetLogRecord",
            "logs:StartLiveTail",
            "logs:StartQuery",
            "s3:GetObject*",
            "sqs:ReceiveMessage",
          ],
          Resource: ["*"],
        },
      ],
    });
  });

  it("keeps the deploying role from changing who may deploy, and from acting as the other", async () => {
    const { policy } = resourceOf(
      await recordAccess(),
      "aws:iam/rolePolicy:RolePolicy",
      "delivery-deploy",
    ).inputs;
    assert.deepEqual(parseDocument(policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DenyOwnRoles",
          Effect: "Deny",
          Action: [
            "iam:AttachRolePolicy",
            "iam:CreateRole",
            "iam:DeleteRole*",
            "iam:DetachRolePolicy",
            "iam:PassRole",
            "iam:PutRole*",
            "iam:TagRole",
            "iam:UntagRole",
            "iam:UpdateAssumeRolePolicy",
            "iam:UpdateRole*",
            "sts:AssumeRole",
          ],
          Resource: [
            "arn:aws:iam::123456789012:role/services/secret-backed-services-prod-preview",
            "arn:aws:iam::123456789012:role/services/secret-backed-services-prod-deploy",
          ],
        },
        {
          Sid: "DenyIdentityProviders",
          Effect: "Deny",
          Action: [
            "iam:AddClientIDToOpenIDConnectProvider",
            "iam:CreateOpenIDConnectProvider",
            "iam:DeleteOpenIDConnectProvider",
            "iam:RemoveClientIDFromOpenIDConnectProvider",
            "iam:TagOpenIDConnectProvider",
            "iam:UntagOpenIDConnectProvider",
            "iam:UpdateOpenIDConnectProviderThumbprint",
          ],
          Resource: ["arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"],
        },
      ],
    });
  });

  it("uses providers that are there already, of both issuers, and another boundary for deployments", async () => {
    const recording = await recordAccess({
      github: { repository: "example/shop", createProvider: false },
      pulumiCloud: { organization: "example", createProvider: false },
      deployPermissionsBoundaryArn: deployBoundary,
    });
    assert.deepEqual(resourcesOf(recording, "aws:iam/openIdConnectProvider:OpenIdConnectProvider"), []);
    assert.equal(subjectsOf(recording, "delivery-deploy").length, 2);
    assert.equal(roleWithoutTrust(recording, "delivery-deploy").permissionsBoundary, deployBoundary);
    assert.equal(roleWithoutTrust(recording, "delivery-preview").permissionsBoundary, boundary);
  });

  it("refuses names that no trust policy holds, before anything exists", async () => {
    const repository = `example/${"a".repeat(2000)}`;
    await assert.rejects(recordAccess({ github: { repository, createProvider: true } }), {
      message:
        /^the trust policy of role secret-backed-services-prod-(preview|deploy) would have \d+ characters, and AWS takes at most 2048: name fewer delivery\.parts, or a shorter delivery\.github\.repository or delivery\.pulumiCloud\.organization$/,
    });
  });
});
