import assert from "node:assert/strict";

import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { efsVolumeIsEncryptedInTransit as policy } from "../../../policy-pack/policies/efs-volume-is-encrypted-in-transit";
import { fargateTask, knownInUpdate } from "../programs";
import { reports } from "../reports";

const task = (...volumes: pulumi.Input<aws.types.input.ecs.TaskDefinitionVolume>[]) =>
  new aws.ecs.TaskDefinition("web", { family: "web", containerDefinitions: "[]", volumes });

const volume = (
  efs: Partial<aws.types.input.ecs.TaskDefinitionVolumeEfsVolumeConfiguration>,
  name = "data",
) => ({
  name,
  efsVolumeConfiguration: { fileSystemId: "fs-12345678", ...efs },
});

const place = (name = "data") => `volume "${name}", efsVolumeConfiguration.transitEncryption`;
const missing = "is missing, which means DISABLED: set it to ENABLED";

describe("efs-volume-is-encrypted-in-transit", () => {
  it("accepts volumes that are encrypted, and volumes of other kinds", async () => {
    const program = () =>
      task(volume({ transitEncryption: "ENABLED" }), { name: "scratch" }, { name: "host", hostPath: "/srv" });
    assert.deepEqual(await reports(policy, program), []);
    assert.deepEqual(await reports(policy, () => fargateTask()), []);
  });

  it("refuses DISABLED, and AWS's default, which is DISABLED, in each volume", async () => {
    const program = () => task(volume({ transitEncryption: "DISABLED" }), volume({}, "logs"));
    assert.deepEqual(await reports(policy, program), [
      `mandatory TaskDefinition web: ${place()} is DISABLED: set it to ENABLED`,
      `mandatory TaskDefinition web: ${place("logs")} ${missing}`,
    ]);
  });

  it("decides for a file system that the stack makes", async () => {
    const program = () => task(volume({ fileSystemId: new aws.efs.FileSystem("data").id }));
    assert.deepEqual(await reports(policy, program), [`mandatory TaskDefinition web: ${place()} ${missing}`]);
  });

  it("leaves what is not known yet undetermined, and decides it in the update", async () => {
    const undetermined = (where: string) => [
      `advisory TaskDefinition web: undetermined at preview: ${where} (judged during the update, before the resource is made)`,
    ];
    const leaf = () => task(volume({ transitEncryption: knownInUpdate("DISABLED") }));
    assert.deepEqual(await reports(policy, leaf), undetermined(place()));
    assert.deepEqual(await reports(policy, leaf, { preview: false }), [
      `mandatory TaskDefinition web: ${place()} is DISABLED: set it to ENABLED`,
    ]);
    const whole = () => task(knownInUpdate(volume({})));
    assert.deepEqual(
      await reports(policy, whole),
      undetermined("volume 0, efsVolumeConfiguration.transitEncryption"),
    );
  });
});
