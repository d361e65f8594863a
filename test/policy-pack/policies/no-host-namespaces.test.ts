import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { noHostNamespaces as policy } from "../../../policy-pack/policies/no-host-namespaces";
import { container, fargateTask, knownInUpdate, secret } from "../programs";
import { reports, undetermined } from "../reports";

type Modes = Pick<aws.ecs.TaskDefinitionArgs, "ipcMode" | "networkMode" | "pidMode">;

const task = (modes: Modes, containerDefinitions: pulumi.Input<string> = "[]") =>
  new aws.ecs.TaskDefinition("web", { family: "web", containerDefinitions, ...modes });

const networkMode = "networkMode is host: set it to awsvpc";
const pidMode = "pidMode is host: set it to task or leave it out";
const ipcMode = "ipcMode is host: set it to task or none, or leave it out";

describe("no-host-namespaces", () => {
  it("accepts namespaces of the task's own, and AWS's defaults", async () => {
    for (const modes of [
      {},
      { networkMode: "awsvpc", pidMode: "task", ipcMode: "task" },
      { networkMode: "bridge", ipcMode: "none" },
    ])
      assert.deepEqual(await reports(policy, () => task(modes)), []);
    assert.deepEqual(await reports(policy, () => fargateTask()), []);
  });

  const refused: [Modes, string][] = [
    [{ networkMode: "host" }, networkMode],
    [{ pidMode: "host" }, pidMode],
    [{ ipcMode: "host" }, ipcMode],
  ];
  for (const [modes, fault] of refused) {
    it(`refuses ${JSON.stringify(modes)} of the task`, async () => {
      assert.deepEqual(await reports(policy, () => task(modes)), [`mandatory TaskDefinition web: ${fault}`]);
    });
  }

  it("refuses each of them, while the containers are not known yet", async () => {
    const program = () => {
      const containers = pulumi.jsonStringify([
        container({ secrets: [{ name: "A", valueFrom: secret().arn }] }),
      ]);
      task({ networkMode: "host", pidMode: "host", ipcMode: "host" }, containers);
    };
    assert.deepEqual(
      await reports(policy, program),
      [networkMode, pidMode, ipcMode].map((fault) => `mandatory TaskDefinition web: ${fault}`),
    );
  });

  it("leaves a mode that is not known yet undetermined, and decides it in the update", async () => {
    const program = () => task({ pidMode: knownInUpdate("host") });
    assert.deepEqual(await reports(policy, program), [undetermined("TaskDefinition web", "pidMode")]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [
      `mandatory TaskDefinition web: ${pidMode}`,
    ]);
  });
});
