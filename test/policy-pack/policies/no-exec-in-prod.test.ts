import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { noExecInProd as policy } from "../../../policy-pack/policies/no-exec-in-prod";
import { knownInUpdate } from "../programs";
import { reports, undetermined } from "../reports";

const service = (enableExecuteCommand?: pulumi.Input<boolean>, cluster: pulumi.Input<string> = "web") =>
  new aws.ecs.Service(
    "web",
    enableExecuteCommand === undefined ? { cluster } : { cluster, enableExecuteCommand },
  );

const fault = (place = "enableExecuteCommand", stack = "prod") =>
  `${place} is true in ${stack}: set it to false or leave it out`;

describe("no-exec-in-prod", () => {
  it("accepts false, and AWS's default, which is false", async () => {
    assert.deepEqual(await reports(policy, () => service(false)), []);
    assert.deepEqual(await reports(policy, () => service()), []);
  });

  it("refuses a service of a cluster without a configuration of its sessions", async () => {
    const program = () => service(true, new aws.ecs.Cluster("web").arn);
    assert.deepEqual(await reports(policy, program), [`mandatory Service web: ${fault()}`]);
  });

  it("refuses a service of a cluster that records its sessions all the same", async () => {
    const executeCommandConfiguration = {
      kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      logging: "OVERRIDE",
      logConfiguration: { cloudWatchLogGroupName: "sessions", cloudWatchEncryptionEnabled: true },
    };
    const program = () =>
      service(true, new aws.ecs.Cluster("web", { configuration: { executeCommandConfiguration } }).arn);
    assert.deepEqual(await reports(policy, program), [`mandatory Service web: ${fault()}`]);
  });

  it("refuses it wherever else tasks are started", async () => {
    const program = () =>
      new aws.cloudwatch.EventTarget("web", {
        ...{ rule: "nightly", arn: "arn:aws:ecs:us-east-1:123456789012:cluster/web" },
        ecsTarget: { taskDefinitionArn: "web:1", enableExecuteCommand: true },
      });
    assert.deepEqual(await reports(policy, program), [
      `mandatory EventTarget web: ${fault("ecsTarget.enableExecuteCommand")}`,
    ]);
  });

  it("leaves it to the other environments, known or not", async () => {
    for (const stack of ["stage", "test"]) {
      assert.deepEqual(await reports(policy, () => service(true), { stack }), []);
      assert.deepEqual(await reports(policy, () => service(knownInUpdate(true)), { stack }), []);
    }
  });

  it("takes the environments of its configuration", async () => {
    const policyConfig = { [policy.name]: { environments: ["prod", "stage"] } };
    assert.deepEqual(await reports(policy, () => service(true), { policyConfig, stack: "stage" }), [
      `mandatory Service web: ${fault("enableExecuteCommand", "stage")}`,
    ]);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () => service(knownInUpdate(true));
    assert.deepEqual(await reports(policy, program), [undetermined("Service web", "enableExecuteCommand")]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [
      `mandatory Service web: ${fault()}`,
    ]);
  });
});
