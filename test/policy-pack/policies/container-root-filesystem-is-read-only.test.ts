import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";

import { containerRootFilesystemIsReadOnly as policy } from "../../../policy-pack/policies/container-root-filesystem-is-read-only";
import { container, fargateTask, knownInUpdate, secret, taskDefinition } from "../programs";
import { reports } from "../reports";

const undetermined = (place: string) =>
  `undetermined at preview: ${place} (judged during the update, before the resource is made)`;
const wayOut = "set it to true, and mount a volume where the container writes";
const isFalse = `container "web", readonlyRootFilesystem is not true: ${wayOut}`;
const isMissing = `container "web", readonlyRootFilesystem is missing: ${wayOut}`;

/** A task definition for an operating system, whose container can write everywhere. */
const taskOn = (operatingSystemFamily: string) => () =>
  new aws.ecs.TaskDefinition("web", {
    family: "web",
    runtimePlatform: { operatingSystemFamily },
    containerDefinitions: JSON.stringify([{ name: "web" }]),
  });

describe("container-root-filesystem-is-read-only", () => {
  it("accepts true", async () => {
    assert.deepEqual(await reports(policy, () => fargateTask({ readonlyRootFilesystem: true })), []);
  });

  it("refuses false, and ECS's default, which is false", async () => {
    const faultsOf = (readonlyRootFilesystem: unknown) =>
      reports(policy, () => fargateTask({ readonlyRootFilesystem }));
    assert.deepEqual(await faultsOf(false), [`mandatory FargateTask web: ${isFalse}`]);
    for (const absent of [null, undefined])
      assert.deepEqual(await faultsOf(absent), [`mandatory FargateTask web: ${isMissing}`]);
  });

  it("refuses them in anyone's task definition, whatever the case of its keys", async () => {
    const program = () =>
      taskDefinition([
        { Name: "web", ReadonlyRootFilesystem: false },
        { Name: "proxy", ReadonlyRootFilesystem: true },
      ]);
    assert.deepEqual(await reports(policy, program), [`mandatory TaskDefinition web: ${isFalse}`]);
  });

  it("has nothing to say of Windows, where ECS knows no such setting", async () => {
    assert.deepEqual(await reports(policy, taskOn("WINDOWS_SERVER_2022_CORE")), []);
    assert.deepEqual(await reports(policy, taskOn("LINUX")), [`mandatory TaskDefinition web: ${isMissing}`]);
  });

  it("accepts the containers that its configuration names, and these alone", async () => {
    const policyConfig = { [policy.name]: { writableContainers: ["shell"] } };
    const program = () => taskDefinition([{ name: "shell" }, { name: "web" }]);
    assert.deepEqual(await reports(policy, program, { policyConfig }), [
      `mandatory TaskDefinition web: ${isMissing}`,
    ]);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const program = () => fargateTask({ readonlyRootFilesystem: knownInUpdate(false) });
    assert.deepEqual(await reports(policy, program), [
      `advisory FargateTask web: ${undetermined('container "web", readonlyRootFilesystem')}`,
    ]);
    assert.deepEqual(await reports(policy, program, { preview: false }), [
      `mandatory FargateTask web: ${isFalse}`,
    ]);
  });

  it("leaves a document that is not known yet undetermined", async () => {
    const secrets = () => [{ name: "A", valueFrom: secret().arn }];
    const program = () => taskDefinition([container({ readonlyRootFilesystem: false, secrets: secrets() })]);
    assert.deepEqual(await reports(policy, program), [
      `advisory TaskDefinition web: ${undetermined("containerDefinitions")}`,
    ]);
  });
});
