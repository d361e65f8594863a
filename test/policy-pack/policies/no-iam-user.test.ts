import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { noIamUser as policy } from "../../../policy-pack/policies/no-iam-user";
import { knownInUpdate } from "../programs";
import { reports } from "../reports";

describe("no-iam-user", () => {
  it("refuses users, their access keys and their passwords, whatever their names", async () => {
    const program = () => {
      new aws.iam.User("user", { name: "deploy" });
      new aws.iam.AccessKey("key", { user: knownInUpdate("deploy") });
      new aws.iam.UserLoginProfile("profile", { user: "deploy" });
    };
    assert.deepEqual((await reports(policy, program)).sort(), [
      "mandatory AccessKey key: is an access key, which does not expire: use a role",
      "mandatory User user: is an IAM user: use a role, which hands out credentials that expire",
      "mandatory UserLoginProfile profile: is the password of an IAM user: let people sign in through IAM Identity Center",
    ]);
  });

  it("accepts roles and groups", async () => {
    const program = () => {
      new aws.iam.Role("role", { assumeRolePolicy: "{}" });
      new aws.iam.Group("group");
    };
    assert.deepEqual(await reports(policy, program), []);
  });
});
