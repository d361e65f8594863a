import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { type Statement } from "../../../components/policy-document";
import { iamResourcesAreNamed as policy } from "../../../policy-pack/policies/iam-resources-are-named";
import { knownInUpdate, rolePolicy, serviceRole } from "../programs";
import { reports } from "../reports";

const statement = (overrides: Partial<Statement> = {}): Statement => ({
  sid: "Work",
  effect: "Allow",
  actions: ["sqs:SendMessage"],
  resources: ["arn:aws:sqs:us-east-1:123456789012:orders"],
  ...overrides,
});
const fault = (actions: string, of = "RolePolicy web") =>
  `mandatory ${of}: statement "Work" allows ${actions} on every resource: name those needed`;
const undetermined = (of: string, place: string) =>
  `advisory ${of}: undetermined at preview: ${place} (judged during the update, before the resource is made)`;

describe("iam-resources-are-named", () => {
  it("accepts named resources, and beginnings of their names", async () => {
    for (const resource of [
      "arn:aws:sqs:us-east-1:123456789012:orders",
      "arn:aws:sqs:us-east-1:123456789012:orders-*",
      "arn:aws:sqs:*:123456789012:orders",
    ])
      assert.deepEqual(await reports(policy, () => rolePolicy([statement({ resources: [resource] })])), []);
  });

  it("accepts actions that have no resources on every resource, and what is denied there", async () => {
    const actions = ["ecr:GetAuthorizationToken", "logs:DescribeLogGroups", "cloudwatch:PutMetricData"];
    const denied = statement({ effect: "Deny", resources: ["*"] });
    assert.deepEqual(
      await reports(policy, () => rolePolicy([statement({ actions, resources: ["*"] }), denied])),
      [],
    );
  });

  for (const resource of ["*", "arn:aws:*:*:*:*", "arn:*"]) {
    it(`refuses an action that has resources on ${resource}`, async () => {
      assert.deepEqual(await reports(policy, () => rolePolicy([statement({ resources: [resource] })])), [
        fault("sqs:SendMessage"),
      ]);
    });
  }

  it("refuses it among actions that have none and resources that are named, and by a wildcard", async () => {
    const mixed = statement({
      actions: ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "secretsmanager:Cancel*"],
      resources: ["arn:aws:ecr:us-east-1:123456789012:repository/web", "*"],
    });
    assert.deepEqual(await reports(policy, () => rolePolicy([mixed])), [
      fault("ecr:BatchGetImage, secretsmanager:CancelRotateSecret"),
    ]);
  });

  it("names the first three of many actions", async () => {
    const program = () => rolePolicy([statement({ actions: ["secretsmanager:*"], resources: ["*"] })]);
    const [report = ""] = await reports(policy, program);
    assert.match(
      report,
      /allows secretsmanager:CancelRotateSecret, secretsmanager:CreateSecret, secretsmanager:DeleteResourcePolicy and \d+ more on every/,
    );
  });

  it("refuses it in the structured statements of a component at first preview", async () => {
    assert.deepEqual(await reports(policy, () => serviceRole([statement({ resources: ["*"] })])), [
      fault("sqs:SendMessage", "ServiceRole web"),
    ]);
  });

  it("accepts a condition that leaves resources of one tag only, and no other condition", async () => {
    const accepts = async (conditions: Statement["conditions"]) => {
      const limited = statement({ resources: ["*"], ...(conditions && { conditions }) });
      return (await reports(policy, () => rolePolicy([limited]))).length === 0;
    };
    assert.ok(await accepts({ StringEquals: { "aws:ResourceTag/Service": "orders" } }));
    assert.ok(await accepts({ StringEquals: { "aws:ResourceTag/Team": "${aws:PrincipalTag/Team}" } }));
    assert.ok(
      await accepts({ ArnEquals: { "ecs:cluster": "arn:aws:ecs:us-east-1:123456789012:cluster/prod" } }),
    );
    assert.ok(!(await accepts({ StringLike: { "aws:ResourceTag/Service": "*" } })));
    assert.ok(!(await accepts({ StringEqualsIfExists: { "aws:ResourceTag/Service": "orders" } })));
    assert.ok(!(await accepts({ StringEquals: { "aws:RequestedRegion": "us-east-1" } })));
    assert.ok(!(await accepts({ Bool: { "aws:SecureTransport": "true" } })));
  });

  it("takes a resource that is not known yet for a named one", async () => {
    const program = () => serviceRole([statement({ resources: [knownInUpdate("*")] })]);
    assert.deepEqual(await reports(policy, program), []);
    assert.deepEqual(await reports(policy, program, { preview: false }), [
      fault("sqs:SendMessage", "ServiceRole web"),
    ]);
  });

  it("leaves other values that are not known yet undetermined, and decides them in the update", async () => {
    const action = () =>
      new pulumi.ComponentResource("secret-backed-services:components:ServiceRole", "web", {
        statements: [{ ...statement({ resources: ["*"] }), actions: [knownInUpdate("sqs:SendMessage")] }],
      });
    const condition = () =>
      serviceRole([
        statement({
          resources: ["*"],
          conditions: { StringLike: { "aws:ResourceTag/Service": knownInUpdate("*") } },
        }),
      ]);
    const document = () => rolePolicy([statement({ resources: ["*", knownInUpdate("*")] })]);
    for (const [program, of, place] of [
      [action, "ServiceRole web", 'statement "Work", actions'],
      [condition, "ServiceRole web", 'statement "Work", conditions'],
      [document, "RolePolicy web", "policy"],
    ] as const) {
      assert.deepEqual(await reports(policy, program), [undetermined(of, place)]);
      assert.deepEqual(await reports(policy, program, { preview: false }), [fault("sqs:SendMessage", of)]);
    }
  });
});
