import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { type Statement } from "../../../components/policy-document";
import { iamPolicyIsNotAdministrator as policy } from "../../../policy-pack/policies/iam-policy-is-not-administrator";
import { knownInUpdate, rolePolicy, serviceRole } from "../programs";
import { reports } from "../reports";

const allow = (actions: string[], resources: Statement["resources"] = ["*"]): Statement => ({
  sid: "All",
  effect: "Allow",
  actions,
  resources,
});
const fault =
  'statement "All" allows every action on every resource: list the actions and the resources needed';
const undetermined = (place: string) =>
  `undetermined at preview: ${place} (judged during the update, before the resource is made)`;

describe("iam-policy-is-not-administrator", () => {
  for (const [action, resource] of [
    ["*", "*"],
    ["*:*", "*"],
    ["**", "arn:aws:*:*:*:*"],
    ["*", "arn:aws-cn:*:*:*:*"],
    ["?*", "arn:*"],
    ["*", "*:*"],
  ] as const) {
    it(`refuses ${action} on ${resource}`, async () => {
      const program = () => serviceRole([allow(["s3:GetObject", action], ["arn:aws:s3:::acme", resource])]);
      assert.deepEqual(await reports(policy, program), [`mandatory ServiceRole web: ${fault}`]);
    });
  }

  it("accepts every action on one resource, one action on every resource, and every action denied", async () => {
    const program = () =>
      serviceRole([
        allow(["*"], ["arn:aws:s3:::acme/*"]),
        allow(["ecr:GetAuthorizationToken", "logs:DescribeLogGroups"]),
        { ...allow(["*"]), effect: "Deny" },
      ]);
    assert.deepEqual(await reports(policy, program), []);
  });

  it("refuses an administrator under a condition too, that of a user or group, and that of an inline policy", async () => {
    const text = JSON.stringify({
      Statement: {
        Sid: "All",
        Effect: "Allow",
        Action: "*",
        Resource: "*",
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      },
    });
    const program = () => {
      new aws.iam.UserPolicy("web", { user: "web", policy: text });
      new aws.iam.GroupPolicy("web", { group: "web", policy: text });
      new aws.iam.Policy("web", { policy: text });
      new aws.iam.Role("web", {
        assumeRolePolicy: "{}",
        inlinePolicies: [{ name: "all", policy: text }],
      });
    };
    assert.deepEqual((await reports(policy, program)).sort(), [
      `mandatory GroupPolicy web: ${fault}`,
      `mandatory Policy web: ${fault}`,
      `mandatory Role web: inline policy "all", ${fault}`,
      `mandatory UserPolicy web: ${fault}`,
    ]);
  });

  it("leaves what is not known yet undetermined where it matters", async () => {
    const unknown = () => knownInUpdate("*");
    assert.deepEqual(await reports(policy, () => serviceRole([allow(["*"], [unknown()])])), [
      `advisory ServiceRole web: ${undetermined('statement "All", resources')}`,
    ]);
    assert.deepEqual(await reports(policy, () => serviceRole([allow(["s3:GetObject"], [unknown()])])), []);
    assert.deepEqual(await reports(policy, () => rolePolicy([allow(["*"], [unknown()])])), [
      `advisory RolePolicy web: ${undetermined("policy")}`,
    ]);
    assert.deepEqual(
      await reports(policy, () => rolePolicy([allow(["*"], [unknown()])]), { preview: false }),
      [`mandatory RolePolicy web: ${fault}`],
    );
  });
});
