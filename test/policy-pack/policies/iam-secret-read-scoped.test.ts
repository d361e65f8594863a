import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { policyDocument, type Statement } from "../../../components/policy-document";
import { taskStatements } from "../../../components/task-permissions";
import { iamSecretReadScoped as policy } from "../../../policy-pack/policies/iam-secret-read-scoped";
import { serviceSpec } from "../../support/components";
import { rolePolicy, secret, secretArn, serviceRole } from "../programs";
import { reports } from "../reports";

const wayOut = "name the full ARN of each secret, or its name followed by -??????";
const tooWide = (resource: string, label = 'statement "Read"') =>
  `${label} allows secretsmanager:GetSecretValue on "${resource}": ${wayOut}`;
const undetermined = (place: string) =>
  `undetermined at preview: ${place} (judged during the update, before the resource is made)`;

function allow(resources: pulumi.Input<string>[], actions = ["secretsmanager:GetSecretValue"]): Statement {
  return { sid: "Read", effect: "Allow", actions, resources };
}

const document = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: { Sid: "Read", Effect: "Allow", ...statement } });
const policyOf = (text: pulumi.Input<string>) => () => new aws.iam.Policy("web", { policy: text });

const full = secretArn("auth-service-prod-config-AbC123");

describe("iam-secret-read-scoped", () => {
  for (const resource of [
    full,
    secretArn("auth-service-prod-config-??????"),
    "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:a-prod-config-AbC123",
    secretArn("rds!cluster-1234abcd-12ab-34cd-56ef-1234567890ab-AbC123"), // a service's own
    "arn:aws:kms:us-east-1:123456789012:key/*",
    "arn:aws:s3:::*",
  ]) {
    it(`accepts ${resource}`, async () => {
      assert.deepEqual(await reports(policy, () => serviceRole([allow([resource])])), []);
    });
  }

  for (const resource of [
    "*",
    "arn:*",
    "arn:aws:*:*:*:*",
    "arn:*:secretsmanager:us-east-1:123456789012:secret:auth-service-prod-config-AbC123",
    "arn:aws:secretsmanager:*:*:secret:*",
    secretArn("*"),
    secretArn("*-test-*"),
    secretArn("auth-service-prod-*"),
    secretArn("auth-service-prod-config-*"),
    secretArn("auth-service-prod-config-?????"),
    full.replace("us-east-1", "*"),
    full.replace("123456789012", "*"),
    secretArn("payment-service-prod-api-keys"),
    secretArn("${aws:PrincipalTag/secret}-AbC123"),
  ]) {
    it(`refuses ${resource}, at first preview`, async () => {
      const program = () => serviceRole([allow([secret().arn, resource])]);
      assert.deepEqual(await reports(policy, program), [`mandatory ServiceRole web: ${tooWide(resource)}`]);
    });
  }

  it("refuses what a service's own code may do like anyone else's", async () => {
    const permissions = [
      { sid: "Read", actions: ["secretsmanager:GetSecretValue"], resources: [secretArn("*-prod-*")] },
    ];
    const statements = taskStatements(serviceSpec({ permissions }));
    assert.deepEqual(await reports(policy, () => serviceRole(statements)), [
      `mandatory ServiceRole web: ${tooWide(secretArn("*-prod-*"))}`,
    ]);
  });

  for (const action of [
    "*",
    "secretsmanager:*",
    "secretsmanager:Get*",
    "SecretsManager:getsecretvalu?",
    "*:GetSecretValue",
  ]) {
    it(`refuses ${action} like the action itself`, async () => {
      assert.deepEqual(await reports(policy, () => serviceRole([allow(["*"], ["s3:GetObject", action])])), [
        `mandatory ServiceRole web: ${tooWide("*")}`,
      ]);
    });
  }

  it("accepts everything else on all resources", async () => {
    const actions = [
      "secretsmanager:BatchGetSecretValue",
      "secretsmanager:ListSecrets",
      "secretsmanager:Describe*",
      "ecr:GetAuthorizationToken",
    ];
    assert.deepEqual(await reports(policy, () => serviceRole([allow(["*"], actions)])), []);
  });

  it("accepts a statement that denies", async () => {
    const deny: Statement = { ...allow([secretArn("*-prod-*")]), effect: "Deny" };
    assert.deepEqual(await reports(policy, () => serviceRole([deny])), []);
    assert.deepEqual(await reports(policy, () => rolePolicy([deny])), []);
  });

  it("refuses a NotAction that leaves the action in, and accepts one that takes it out", async () => {
    const notAction = (action: string) => policyOf(document({ NotAction: action, Resource: "*" }));
    assert.deepEqual(await reports(policy, notAction("iam:*")), [`mandatory Policy web: ${tooWide("*")}`]);
    assert.deepEqual(await reports(policy, notAction("secretsmanager:*")), []);
  });

  it("refuses a NotResource", async () => {
    const program = policyOf(document({ Action: "secretsmanager:GetSecretValue", NotResource: full }));
    assert.deepEqual(await reports(policy, program), [
      `mandatory Policy web: statement "Read" allows secretsmanager:GetSecretValue on all but its NotResource: ${wayOut}`,
    ]);
  });

  it("reads the policies of roles, users and groups, and a role's inline policies", async () => {
    const text = document({ Action: "secretsmanager:GetSecretValue", Resource: "*" });
    const programs: [string, () => unknown][] = [
      ["Policy", policyOf(text)],
      ["RolePolicy", () => new aws.iam.RolePolicy("web", { role: "web", policy: text })],
      ["UserPolicy", () => new aws.iam.UserPolicy("web", { user: "web", policy: text })],
      ["GroupPolicy", () => new aws.iam.GroupPolicy("web", { group: "web", policy: text })],
    ];
    for (const [type, program] of programs)
      assert.deepEqual(await reports(policy, program), [`mandatory ${type} web: ${tooWide("*")}`]);
    const inlinePolicies = [{ name: "read", policy: text }, { policy: text }];
    const role = () => new aws.iam.Role("web", { assumeRolePolicy: "{}", inlinePolicies });
    assert.deepEqual(await reports(policy, role), [
      `mandatory Role web: ${tooWide("*", 'inline policy "read", statement "Read"')}`,
      `mandatory Role web: ${tooWide("*", 'inline policy 1, statement "Read"')}`,
    ]);
  });

  it("reads a document that is given as an object", async () => {
    const program = () =>
      new aws.iam.Policy("web", {
        policy: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "*" }],
        },
      });
    assert.deepEqual(await reports(policy, program), [
      `mandatory Policy web: ${tooWide("*", "statement 0")}`,
    ]);
  });

  it("refuses a document that is not JSON", async () => {
    assert.deepEqual(await reports(policy, policyOf("{not JSON")), [
      "mandatory Policy web: policy is not valid JSON, so nothing in it can be checked: build it with pulumi.jsonStringify",
    ]);
  });

  it("reports once what component and role policy both show", async () => {
    const program = () => serviceRole([allow(["*"])]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [
      `mandatory ServiceRole web: ${tooWide("*")}`,
    ]);
  });

  it("accepts a secret that the stack makes, whose ARN is not known yet", async () => {
    const program = () => serviceRole([allow([secret().arn])]);
    assert.deepEqual(await reports(policy, program), []);
    assert.deepEqual(await reports(policy, program, { preview: false }), []);
  });

  it("leaves a resource of another origin undetermined", async () => {
    const program = () => serviceRole([allow([new aws.sns.Topic("topic").arn])]);
    assert.deepEqual(await reports(policy, program), [
      `advisory ServiceRole web: ${undetermined('statement "Read", resources')}`,
    ]);
  });

  it("leaves actions that are not known yet undetermined, and lets those pass that cannot matter", async () => {
    const unknown = () => new aws.sns.Topic("topic").arn;
    const role = (statement: object) => () =>
      new pulumi.ComponentResource("secret-backed-services:components:ServiceRole", "web", {
        statements: [{ sid: "Read", effect: "Allow", resources: ["*"], ...statement }],
      });
    const undecided = [`advisory ServiceRole web: ${undetermined('statement "Read", actions')}`];
    assert.deepEqual(await reports(policy, () => role({ actions: unknown() })()), undecided);
    assert.deepEqual(await reports(policy, () => role({ notAction: unknown() })()), undecided);
    assert.deepEqual(await reports(policy, () => role({ actions: [unknown(), "*"] })()), [
      `mandatory ServiceRole web: ${tooWide("*")}`,
    ]);
  });

  it("leaves a document that is not known yet undetermined, and decides it in the update", async () => {
    const program = () => rolePolicy([allow([pulumi.interpolate`${secret().arn}*`])]);
    const [report, ...others] = await reports(policy, program, { preview: false });
    assert.deepEqual(await reports(policy, program), [`advisory RolePolicy web: ${undetermined("policy")}`]);
    assert.match(
      report ?? "",
      /^mandatory RolePolicy web: statement "Read" allows secretsmanager:GetSecretValue on "[^"]+\*": /,
    );
    assert.deepEqual(others, []);
  });

  it("says of an inline policy that is not known yet which one it is", async () => {
    const program = () =>
      new aws.iam.Role("web", {
        assumeRolePolicy: "{}",
        inlinePolicies: [{ name: "read", policy: policyDocument([allow([secret().arn])]) }],
      });
    assert.deepEqual(await reports(policy, program), [
      `advisory Role web: ${undetermined('inline policy "read", inlinePolicies')}`,
    ]);
  });
});
