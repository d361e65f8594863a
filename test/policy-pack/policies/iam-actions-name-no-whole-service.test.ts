import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { type Statement } from "../../../components/policy-document";
import { iamActionsNameNoWholeService as policy } from "../../../policy-pack/policies/iam-actions-name-no-whole-service";
import { knownInUpdate, serviceRole } from "../programs";
import { reports, undetermined } from "../reports";

const allow = (actions: string[]): Statement => ({
  sid: "Use",
  effect: "Allow",
  actions,
  resources: ["arn:aws:s3:::acme/*"],
});
const fault = (action: string) =>
  `mandatory ServiceRole web: statement "Use" allows "${action}", all actions of a service: list those needed`;

describe("iam-actions-name-no-whole-service", () => {
  for (const action of ["s3:*", "S3:**", "s3:?*", "*", "*:*", "*:Get*", "s?:GetObject"]) {
    it(`refuses ${action}`, async () => {
      const program = () => serviceRole([allow(["s3:GetObject", action])]);
      assert.deepEqual(await reports(policy, program), [fault(action)]);
    });
  }

  it("accepts actions by name and by kind, and a service that is denied", async () => {
    const actions = ["s3:GetObject", "s3:Get*", "s3:*Object", "logs:PutLogEvents"];
    const program = () => serviceRole([allow(actions), { ...allow(["s3:*"]), effect: "Deny" }]);
    assert.deepEqual(await reports(policy, program), []);
  });

  it("accepts a service that the settings allow", async () => {
    const policyConfig = { [policy.name]: { allowedServices: ["ssmmessages"] } };
    const program = () => serviceRole([allow(["ssmmessages:*", "ssm:*"])]);
    assert.deepEqual(await reports(policy, program, { policyConfig }), [fault("ssm:*")]);
  });

  it("leaves actions that are not known yet undetermined", async () => {
    const program = () =>
      new pulumi.ComponentResource("secret-backed-services:components:ServiceRole", "web", {
        statements: [
          { sid: "Use", effect: "Allow", actions: [knownInUpdate("s3:*"), "sqs:*"], resources: ["*"] },
        ],
      });
    assert.deepEqual(await reports(policy, program), [
      fault("sqs:*"),
      undetermined("ServiceRole web", 'statement "Use", actions'),
    ]);
  });
});
