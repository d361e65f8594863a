import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { serviceTrustNamesItsSource as policy } from "../../../policy-pack/policies/service-trust-names-its-source";
import { knownInUpdate, serviceRole } from "../programs";
import { reports, undetermined } from "../reports";

const account = "123456789012";
const trust = (service: string | string[], condition?: object, effect = "Allow") =>
  JSON.stringify({
    Statement: {
      Sid: "Trust",
      Effect: effect,
      Action: "sts:AssumeRole",
      Principal: { Service: service },
      Condition: condition,
    },
  });
const role = (assumeRolePolicy: pulumi.Input<string>) => () => new aws.iam.Role("web", { assumeRolePolicy });
const fault = (service: string) =>
  `mandatory Role web: assumeRolePolicy, statement "Trust" trusts ${service} for whomever it acts: set the condition aws:SourceAccount or aws:SourceArn`;

describe("service-trust-names-its-source", () => {
  it("accepts a service for one account, one organization or one account's resources", async () => {
    for (const condition of [
      { StringEquals: { "aws:SourceAccount": account } },
      { ArnLike: { "aws:SourceArn": `arn:aws:ecs:*:${account}:*` } },
      { StringEquals: { "aws:SourceOrgID": "o-abcdef1234" } },
    ])
      assert.deepEqual(await reports(policy, role(trust("ecs-tasks.amazonaws.com", condition))), []);
  });

  it("accepts this project's own role", async () => {
    assert.deepEqual(await reports(policy, () => serviceRole([])), []);
  });

  for (const service of [
    "ecs-tasks.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "logs.eu-west-1.amazonaws.com",
    "logs.cn-north-1.amazonaws.com.cn",
  ]) {
    it(`refuses ${service} without a condition`, async () => {
      assert.deepEqual(await reports(policy, role(trust(["ec2.amazonaws.com", service]))), [fault(service)]);
    });
  }

  it("refuses conditions that leave other customers", async () => {
    for (const condition of [
      { Bool: { "aws:SecureTransport": "true" } },
      { StringEqualsIfExists: { "aws:SourceAccount": account } },
      { StringLike: { "aws:SourceAccount": "*" } },
      { ArnLike: { "aws:SourceArn": "arn:aws:ecs:eu-west-1:*:*" } },
      { StringEquals: { "aws:PrincipalAccount": account } },
    ])
      assert.deepEqual(
        await reports(policy, role(trust("ecs-tasks.amazonaws.com", condition))),
        [fault("ecs-tasks.amazonaws.com")],
        JSON.stringify(condition),
      );
  });

  it("accepts services that do not say for whom they act, principals that are no services, and what is denied", async () => {
    assert.deepEqual(await reports(policy, role(trust(["ec2.amazonaws.com", "lambda.amazonaws.com"]))), []);
    assert.deepEqual(await reports(policy, role(trust("ecs-tasks.amazonaws.com", undefined, "Deny"))), []);
    const roles = JSON.stringify({
      Statement: { Effect: "Allow", Principal: { AWS: "ecs-tasks.amazonaws.com" } },
    });
    assert.deepEqual(await reports(policy, role(roles)), []);
  });

  it("judges the services that the settings name", async () => {
    const policyConfig = { [policy.name]: { services: ["lambda"] } };
    assert.deepEqual(await reports(policy, role(trust("lambda.amazonaws.com")), { policyConfig }), [
      fault("lambda.amazonaws.com"),
    ]);
    assert.deepEqual(await reports(policy, role(trust("ecs-tasks.amazonaws.com")), { policyConfig }), []);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () => role(knownInUpdate(trust("ecs-tasks.amazonaws.com")))();
    assert.deepEqual(await reports(policy, program), [undetermined("Role web", "assumeRolePolicy")]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [fault("ecs-tasks.amazonaws.com")]);
    const condition = () =>
      new aws.iam.Role("web", {
        assumeRolePolicy: {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "Trust",
              Effect: "Allow",
              Action: "sts:AssumeRole",
              Principal: { Service: "ecs-tasks.amazonaws.com" },
              Condition: { StringEquals: { "aws:SourceAccount": knownInUpdate("*") } },
            },
          ],
        },
      });
    assert.deepEqual(await reports(policy, condition), [
      undetermined("Role web", 'assumeRolePolicy, statement "Trust", conditions'),
    ]);
    assert.deepEqual(await reports(policy, condition, { preview: false }), [
      fault("ecs-tasks.amazonaws.com"),
    ]);
  });
});
