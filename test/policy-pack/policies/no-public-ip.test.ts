import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { noPublicIp } from "../../../policy-pack/policies/no-public-ip";
import { knownInUpdate } from "../programs";
import { reports } from "../reports";

const service = (networkConfiguration?: aws.ecs.ServiceArgs["networkConfiguration"]) => () =>
  new aws.ecs.Service("web", networkConfiguration ? { networkConfiguration } : {});

const taskSet = (assignPublicIp: pulumi.Input<boolean>) => () =>
  new aws.ecs.TaskSet("web", {
    cluster: "cluster",
    service: "service",
    taskDefinition: "task",
    networkConfiguration: { subnets: ["subnet-1"], assignPublicIp },
  });

const fault = "networkConfiguration.assignPublicIp is true: set it to false, and use private subnets";

describe("no-public-ip", () => {
  it("accepts false, and AWS's default, which is false", async () => {
    const subnets = ["subnet-1"];
    for (const program of [
      service({ subnets, assignPublicIp: false }),
      service({ subnets }),
      service(),
      taskSet(false),
    ])
      assert.deepEqual(await reports(noPublicIp, program), []);
  });

  it("refuses true in a service and in a task set", async () => {
    const program = service({ subnets: ["subnet-1"], assignPublicIp: true });
    assert.deepEqual(await reports(noPublicIp, program), [`mandatory Service web: ${fault}`]);
    assert.deepEqual(await reports(noPublicIp, taskSet(true)), [`mandatory TaskSet web: ${fault}`]);
  });

  it("decides while the subnets are not known yet", async () => {
    const program = () =>
      service({ subnets: [new aws.ec2.Subnet("subnet", { vpcId: "vpc-1" }).id], assignPublicIp: true })();
    assert.deepEqual(await reports(noPublicIp, program), [`mandatory Service web: ${fault}`]);
  });

  it("leaves what is not known yet undetermined", async () => {
    const undetermined = [
      "advisory Service web: undetermined at preview: networkConfiguration.assignPublicIp (judged during the update, before the resource is made)",
    ];
    const leaf = () => service({ subnets: [], assignPublicIp: knownInUpdate(true) })();
    const whole = () => service(knownInUpdate({ subnets: [], assignPublicIp: true }))();
    assert.deepEqual(await reports(noPublicIp, leaf), undetermined);
    assert.deepEqual(await reports(noPublicIp, whole), undetermined);
  });
});
