import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { taskAndExecutionRolesDiffer as policy } from "../../../policy-pack/policies/task-and-execution-roles-differ";
import { fargateTask, knownInUpdate, serviceRole } from "../programs";
import { reports } from "../reports";

type Roles = Pick<aws.ecs.TaskDefinitionArgs, "executionRoleArn" | "taskRoleArn">;

const task = (roles: Roles) =>
  new aws.ecs.TaskDefinition("web", { family: "web", containerDefinitions: "[]", ...roles });
const role = (name: string) => new aws.iam.Role(name, { assumeRolePolicy: "{}" });
const arn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

const refused = [
  "mandatory TaskDefinition web: taskRoleArn is the execution role: give the task a role of its own, or none when its code calls no AWS service",
];
const undetermined = [
  "advisory TaskDefinition web: undetermined at preview: taskRoleArn (judged during the update, before the resource is made)",
];

describe("task-and-execution-roles-differ", () => {
  it("accepts two roles, and a task without one or both", async () => {
    for (const roles of [
      { executionRoleArn: arn("execution"), taskRoleArn: arn("task") },
      { executionRoleArn: arn("a/web"), taskRoleArn: arn("b/web") },
      { executionRoleArn: arn("execution"), taskRoleArn: "task" },
      { executionRoleArn: arn("execution") },
      { taskRoleArn: arn("task") },
      {},
    ])
      assert.deepEqual(await reports(policy, () => task(roles)), []);
    assert.deepEqual(await reports(policy, () => fargateTask()), []);
  });

  it("refuses one role for both, by its ARN or by its name", async () => {
    for (const roles of [
      { executionRoleArn: arn("web"), taskRoleArn: arn("web") },
      { executionRoleArn: arn("path/web"), taskRoleArn: "web" },
      { executionRoleArn: "web", taskRoleArn: "web" },
    ])
      assert.deepEqual(await reports(policy, () => task(roles)), refused);
  });

  it("decides by the roles that the ARNs come from, while these are not known yet", async () => {
    const one = () => {
      const { arn: both } = role("web");
      task({ executionRoleArn: both, taskRoleArn: both });
    };
    const two = () => task({ executionRoleArn: role("execution").arn, taskRoleArn: role("task").arn });
    assert.deepEqual(await reports(policy, one), refused);
    assert.deepEqual(await reports(policy, two), []);
  });

  it("decides the same for this project's own roles", async () => {
    const program = () => {
      const both = serviceRole([]).arn;
      task({ executionRoleArn: both, taskRoleArn: both });
    };
    assert.deepEqual(await reports(policy, program), refused);
  });

  it("leaves ARNs of another origin undetermined, and decides them in the update", async () => {
    const program = () => {
      const both = knownInUpdate(arn("web"));
      task({ executionRoleArn: both, taskRoleArn: both });
    };
    assert.deepEqual(await reports(policy, program), undetermined);
    assert.deepEqual(await reports(policy, program, { preview: false }), refused);
    const half = () => task({ executionRoleArn: arn("execution"), taskRoleArn: role("task").arn });
    assert.deepEqual(await reports(policy, half), undetermined);
    assert.deepEqual(await reports(policy, half, { preview: false }), []);
  });
});
