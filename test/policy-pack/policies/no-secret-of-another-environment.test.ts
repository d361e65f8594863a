import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { type Statement } from "../../../components/policy-document";
import { noSecretOfAnotherEnvironment as policy } from "../../../policy-pack/policies/no-secret-of-another-environment";
import {
  container,
  fargateTask,
  rolePolicy,
  secret,
  secretArn,
  serviceRole,
  taskDefinition,
} from "../programs";
import { reports } from "../reports";

const foreign = (place: string) =>
  `${place} names a secret or key of environment test in a stack of prod: use one of prod`;
const undetermined = (place: string) =>
  `undetermined at preview: ${place} (judged during the update, before the resource is made)`;

const from = (valueFrom: pulumi.Input<string>) => ({ secrets: [{ name: "KEY", valueFrom }] });
const allow = (...resources: pulumi.Input<string>[]): Statement => ({
  sid: "Read",
  effect: "Allow",
  actions: ["secretsmanager:GetSecretValue"],
  resources,
});

const own = secretArn("auth-service-prod-config-AbC123");
const others = secretArn("auth-service-test-config-AbC123");
const alias = "arn:aws:kms:us-east-1:123456789012:alias/secret-backed-services-test";

describe("no-secret-of-another-environment", () => {
  it("accepts secrets and keys of the stack's environment, and names that only contain another's", async () => {
    const program = () => {
      fargateTask(from(`${own}:KEY::`));
      serviceRole([
        allow(own, secretArn("load-test-runner-prod-config-??????"), alias.replace("-test", "-prod")),
        allow("arn:aws:s3:::uploads-test", "*"),
      ]);
    };
    assert.deepEqual(await reports(policy, program), []);
  });

  it("refuses to adopt a secret of another environment", async () => {
    const adopting = (arn: string) => () =>
      new pulumi.ComponentResource("secret-backed-services:components:ServiceSecret", "web", { arn });
    assert.deepEqual(await reports(policy, adopting(own)), []);
    assert.deepEqual(await reports(policy, adopting(others)), [
      `mandatory ServiceSecret web: ${foreign("arn")}`,
    ]);
  });

  it("judges by the stack that it is in", async () => {
    const program = () => fargateTask(from(`${others}:KEY::`));
    assert.deepEqual(await reports(policy, program, { stack: "test" }), []);
    assert.deepEqual(await reports(policy, program, { stack: "stage" }), [
      'mandatory FargateTask web: container "web", secrets KEY names a secret or key of environment test in a stack of stage: use one of stage',
    ]);
  });

  it("refuses another environment's secret in a container, at first preview", async () => {
    const program = () =>
      fargateTask({
        secrets: [
          { name: "OWN", valueFrom: secret().arn },
          { name: "KEY", valueFrom: `${others}:KEY::` },
        ],
      });
    assert.deepEqual(await reports(policy, program), [
      `mandatory FargateTask web: ${foreign('container "web", secrets KEY')}`,
    ]);
  });

  it("refuses it for a log driver, and in anyone's task definition", async () => {
    const secretOptions = [{ name: "splunk-token", valueFrom: others }];
    const program = () => taskDefinition([{ name: "web", logConfiguration: { secretOptions } }]);
    assert.deepEqual(await reports(policy, program), [
      `mandatory TaskDefinition web: ${foreign('container "web", logConfiguration.secretOptions splunk-token')}`,
    ]);
  });

  for (const resource of [others, secretArn("*-test-*"), secretArn("test/orders/db-AbC123"), alias]) {
    it(`refuses to allow ${resource}`, async () => {
      const fault = foreign('statement "Read"');
      assert.deepEqual(await reports(policy, () => serviceRole([allow(resource)])), [
        `mandatory ServiceRole web: ${fault}`,
      ]);
      assert.deepEqual(await reports(policy, () => rolePolicy([allow(resource)])), [
        `mandatory RolePolicy web: ${fault}`,
      ]);
    });
  }

  it("accepts that another environment's secret is denied", async () => {
    assert.deepEqual(await reports(policy, () => serviceRole([{ ...allow(others), effect: "Deny" }])), []);
  });

  const othersSecret = () => secret({ name: "auth-service-test-config" });

  it("refuses a secret of another environment that the stack itself makes, whose ARN is not known yet", async () => {
    assert.deepEqual(await reports(policy, () => fargateTask(from(othersSecret().arn))), [
      `mandatory FargateTask web: ${foreign('container "web", secrets KEY')}`,
    ]);
    assert.deepEqual(await reports(policy, () => serviceRole([allow(othersSecret().arn)])), [
      `mandatory ServiceRole web: ${foreign('statement "Read"')}`,
    ]);
  });

  it("refuses it in a document that is not known yet", async () => {
    assert.deepEqual(await reports(policy, () => rolePolicy([allow(othersSecret().arn)])), [
      `mandatory RolePolicy web: ${foreign("policy")}`,
    ]);
  });

  it("reports it once in an update too", async () => {
    const program = () => fargateTask(from(othersSecret().arn));
    assert.deepEqual(await reports(policy, program, { preview: false }), [
      `mandatory FargateTask web: ${foreign('container "web", secrets KEY')}`,
    ]);
  });

  it("refuses a key's alias of another environment that the stack itself makes", async () => {
    const program = () => {
      const { arn } = new aws.kms.Alias("alias", { name: "alias/secrets-test", targetKeyId: "key" });
      serviceRole([allow(arn)]);
    };
    assert.deepEqual(await reports(policy, program), [
      `mandatory ServiceRole web: ${foreign('statement "Read"')}`,
    ]);
  });

  it("accepts what the stack makes for its own environment, whose ARN is not known yet", async () => {
    const program = () => {
      const { arn } = secret();
      fargateTask(from(arn));
      serviceRole([allow(arn), allow(new aws.cloudwatch.LogGroup("logs").arn)]);
    };
    assert.deepEqual(await reports(policy, program), []);
    assert.deepEqual(await reports(policy, program, { preview: false }), []);
  });

  it("leaves what another stack gives undetermined", async () => {
    const program = () => {
      const stack = new pulumi.StackReference("organization/project/test");
      serviceRole([allow(pulumi.interpolate`${stack.getOutput("arn")}`)]);
    };
    assert.deepEqual(await reports(policy, program), [
      `advisory ServiceRole web: ${undetermined('statement "Read"')}`,
    ]);
  });

  it("leaves a document that is not known yet undetermined where it depends on no other environment", async () => {
    const program = () => taskDefinition([container(from(secret().arn))]);
    assert.deepEqual(await reports(policy, program), [
      `advisory TaskDefinition web: ${undetermined("containerDefinitions")}`,
    ]);
  });

  it("takes a secret whose name is not known yet for the stack's own, as its name is judged by itself", async () => {
    const program = () => fargateTask(from(secret({ name: new aws.sns.Topic("topic").arn }).arn));
    assert.deepEqual(await reports(policy, program), []);
  });
});
