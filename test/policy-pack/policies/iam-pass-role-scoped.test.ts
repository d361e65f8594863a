import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type Conditions, type Statement } from "../../../components/policy-document";
import { iamPassRoleScoped as policy } from "../../../policy-pack/policies/iam-pass-role-scoped";
import { knownInUpdate, rolePolicy, serviceRole } from "../programs";
import { reports } from "../reports";

const role = "arn:aws:iam::123456789012:role/web-execution";
const allow = (
  resources: Statement["resources"],
  actions = ["iam:PassRole"],
  conditions: Conditions = {},
): Statement => ({ sid: "Pass", effect: "Allow", actions, resources, conditions });
const judged = (statement: Statement) => reports(policy, () => serviceRole([statement]));
const tooWide = (resource: string) =>
  `mandatory ServiceRole web: statement "Pass" allows iam:PassRole on "${resource}": name the ARN of each role, or a path or a beginning of names that only such roles have`;
const undetermined = (place: string) =>
  `undetermined at preview: ${place} (judged during the update, before the resource is made)`;

describe("iam-pass-role-scoped", () => {
  it("accepts named roles, those of a path, and those of a beginning", async () => {
    const roles = [role, "arn:aws-cn:iam::123456789012:role/web/*", "arn:aws:iam::123456789012:role/web-*"];
    assert.deepEqual(await judged(allow(roles)), []);
  });

  for (const resource of [
    "*",
    "arn:aws:iam::123456789012:*",
    "arn:aws:iam::123456789012:role/*",
    "arn:aws:iam::*:role/web-execution",
    "arn:aws:iam::123456789012:role/${aws:username}",
    "arn:*:*:*:*:*",
  ]) {
    it(`refuses ${resource}`, async () => {
      assert.deepEqual(await judged(allow([role, resource])), [tooWide(resource)]);
    });
  }

  it("refuses patterns of actions that match, and conditions that say nothing of the role", async () => {
    for (const action of ["*", "iam:*", "iam:Pass*"])
      assert.deepEqual(await judged(allow(["*"], [action])), [tooWide("*")], action);
    for (const key of ["iam:PassedToService", "iam:ResourceTag/team"]) {
      const conditions = { StringEquals: { [key]: "ecs-tasks.amazonaws.com" } };
      assert.deepEqual(await judged(allow(["*"], ["iam:PassRole"], conditions)), [tooWide("*")], key);
    }
  });

  it("accepts other actions, other services' resources, and what is denied", async () => {
    assert.deepEqual(await judged(allow(["*"], ["iam:GetRole", "iam:List*"])), []);
    assert.deepEqual(await judged(allow(["arn:aws:s3:::acme"], ["*"])), []);
    assert.deepEqual(await judged({ ...allow(["*"]), effect: "Deny" }), []);
  });

  it("refuses all roles but some", async () => {
    const text = JSON.stringify({
      Statement: { Effect: "Allow", Action: "iam:PassRole", NotResource: role },
    });
    assert.deepEqual(await reports(policy, () => new aws.iam.Policy("web", { policy: text })), [
      "mandatory Policy web: statement 0 allows iam:PassRole on all but its NotResource: name the ARN of each role, or a path or a beginning of names that only such roles have",
    ]);
  });

  it("accepts a role that the stack makes, and leaves one of another origin undetermined", async () => {
    const own = () => serviceRole([allow([new aws.iam.Role("role", { assumeRolePolicy: "{}" }).arn])]);
    assert.deepEqual(await reports(policy, own), []);
    assert.deepEqual(await reports(policy, () => serviceRole([allow([knownInUpdate("*")])])), [
      `advisory ServiceRole web: ${undetermined('statement "Pass", resources')}`,
    ]);
  });

  it("leaves actions and documents that are not known yet undetermined, and decides them in the update", async () => {
    const document = () => rolePolicy([allow([knownInUpdate("*")])]);
    assert.deepEqual(await reports(policy, document), [`advisory RolePolicy web: ${undetermined("policy")}`]);
    assert.deepEqual(await reports(policy, document, { preview: false }), [
      tooWide("*").replace("ServiceRole", "RolePolicy"),
    ]);
    const unknownAction = () =>
      new pulumi.ComponentResource("secret-backed-services:components:ServiceRole", "web", {
        statements: [{ ...allow(["*"]), actions: [knownInUpdate("iam:PassRole")] }],
      });
    assert.deepEqual(await reports(policy, unknownAction), [
      `advisory ServiceRole web: ${undetermined('statement "Pass", actions')}`,
    ]);
  });
});
